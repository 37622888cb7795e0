package dev.kiln.control.auth;

import dev.kiln.control.problem.ProblemResolver;
import dev.kiln.control.web.ContentPolicy;
import dev.kiln.tenant.ApiKeys;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/**
 * {@code /api} is for programs: a key in the header of each call, and nothing else. No session is read or begun, so a
 * browser that is signed in to the pages lends its cookie to nobody here, and there is nothing to forge across sites.
 */
@Configuration(proxyBeanMethods = false)
class KeySecurity {
    /** Before the chain of the pages, which takes every request that is left. */
    @Bean
    @Order(0)
    SecurityFilterChain keyChain(HttpSecurity http, ApiKeys keys, Clock clock, ProblemResolver problems) {
        http.securityMatcher("/api/**");
        http.csrf(AbstractHttpConfigurer::disable);
        http.requestCache(AbstractHttpConfigurer::disable);
        http.logout(AbstractHttpConfigurer::disable);
        http.anonymous(AbstractHttpConfigurer::disable);
        http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.headers(headers ->
                headers.contentSecurityPolicy(policy -> policy.policyDirectives(ContentPolicy.FOR_ALL_BUT_PAGES)));
        http.addFilterBefore(new KeyFilter(keys, clock, problems), AuthorizationFilter.class);
        http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated());
        return http.build();
    }
}
