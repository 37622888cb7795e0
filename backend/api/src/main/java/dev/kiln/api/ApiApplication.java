package dev.kiln.api;

import dev.kiln.api.limits.LimitProperties;
import dev.kiln.files.FilesConfiguration;
import dev.kiln.language.LanguageCatalog;
import dev.kiln.redis.RedisConfiguration;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** The execution API: {@code POST /v1/executions} and what belongs to it, over the queue on Redis and its objects. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties({ApiProperties.class, LimitProperties.class})
@Import({RedisConfiguration.class, FilesConfiguration.class})
public class ApiApplication {
    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The application as it is started, for tests that start it too. */
    static SpringApplication application() {
        var application = new SpringApplication(ApiApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        return application;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    LanguageCatalog languageCatalog(ApiProperties properties) {
        return LanguageCatalog.load(Path.of(properties.languages()));
    }
}
