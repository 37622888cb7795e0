package dev.kiln.control;

import com.vaadin.flow.spring.annotation.EnableVaadin;
import dev.kiln.redis.RedisKeyConfiguration;
import dev.kiln.sql.SqlConfiguration;
import java.time.Clock;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The control plane, an application. */
@SpringBootApplication(proxyBeanMethods = false, exclude = UserDetailsServiceAutoConfiguration.class)
@EnableVaadin("dev.kiln.ui")
@EnableConfigurationProperties(ControlProperties.class)
@Import({SqlConfiguration.class, RedisKeyConfiguration.class})
public class ControlApplication {
    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The application as it is started, for tests that start it too. */
    static SpringApplication application() {
        var application = new SpringApplication(ControlApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        return application;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
