package dev.kiln.control.account;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import dev.kiln.account.Accounts;
import dev.kiln.control.web.BodyLimit;
import dev.kiln.control.web.ContentPolicy;
import dev.kiln.control.web.SameSiteOnly;
import dev.kiln.ui.shell.LoginView;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer.AuthorizedUrl;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Who may see what, and how one signs in. Views carry their own rules; everything else needs a signed-in user. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final String LOGIN = "/login";

    private static final String[] OPEN_TO_ALL = {"/livez", "/readyz", "/sign-in", "/error", "/kiln/*.css", "/kiln/*.svg"
    };

    private static final String UNUSED_FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http, Accounts accounts, SignInThrottle throttle, SignInLink link, OpenSessions sessions) {
        var manager = new ProviderManager(new PasswordSignIn(accounts, throttle));
        var failure = new SignInFailure(LOGIN);
        var strategy = new CompositeSessionAuthenticationStrategy(
                List.of(new ChangeSessionIdAuthenticationStrategy(), sessions));
        http.authenticationManager(manager);
        http.authorizeHttpRequests(rules -> rules.requestMatchers(OPEN_TO_ALL).permitAll());
        http.with(
                VaadinSecurityConfigurer.vaadin(),
                vaadin -> vaadin.loginView(LoginView.class, LOGIN).anyRequest(AuthorizedUrl::authenticated));
        http.formLogin(form -> form.failureHandler(failure));
        http.sessionManagement(management -> management.sessionAuthenticationStrategy(strategy));
        http.headers(SecurityConfiguration::headers);
        http.addFilterAfter(new BodyLimit(), HeaderWriterFilter.class);
        http.addFilterAfter(new SameSiteOnly(), HeaderWriterFilter.class);
        http.addFilterBefore(
                linkSignIn(link, throttle, manager, failure, strategy), UsernamePasswordAuthenticationFilter.class);
        return http.build();
    }

    private static LinkSignIn linkSignIn(
            SignInLink link,
            SignInThrottle throttle,
            ProviderManager manager,
            SignInFailure failure,
            SessionAuthenticationStrategy strategy) {
        var filter = new LinkSignIn(link, throttle, LOGIN, manager);
        filter.setAuthenticationFailureHandler(failure);
        filter.setSessionAuthenticationStrategy(strategy);
        filter.setSecurityContextRepository(new HttpSessionSecurityContextRepository());
        return filter;
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(ContentPolicy.FOR_ALL_BUT_PAGES));
        headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::deny);
        headers.referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN));
        headers.permissionsPolicyHeader(features -> features.policy(UNUSED_FEATURES));
        headers.addObjectPostProcessor(new ObjectPostProcessor<HeaderWriterFilter>() {
            @Override
            public <F extends HeaderWriterFilter> F postProcess(F filter) {
                // Pages are served by a forward, which ends the answer before the filter would add anything.
                filter.setShouldWriteHeadersEagerly(true);
                return filter;
            }
        });
    }
}
