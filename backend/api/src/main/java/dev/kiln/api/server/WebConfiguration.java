package dev.kiln.api.server;

import dev.kiln.api.admin.AdminGate;
import dev.kiln.api.problem.ProblemResolver;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Spring MVC with what the API needs of it: JSON out, callers in, problems for everything else. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
class WebConfiguration implements WebMvcConfigurer {
    private final List<HandlerMethodArgumentResolver> arguments;
    private final ProblemResolver problems;
    private final AdminGate adminGate;

    WebConfiguration(List<HandlerMethodArgumentResolver> arguments, ProblemResolver problems, AdminGate adminGate) {
        this.arguments = arguments;
        this.problems = problems;
        this.adminGate = adminGate;
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
        builder.disableDefaults().addCustomConverter(new AnswerConverter());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.addAll(arguments);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(adminGate).addPathPatterns(AdminGate.PATTERN);
    }

    @Override
    public void configureHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.add(problems);
    }
}
