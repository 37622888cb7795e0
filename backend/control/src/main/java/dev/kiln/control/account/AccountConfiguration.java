package dev.kiln.control.account;

import com.vaadin.flow.spring.security.AuthenticationContext;
import dev.kiln.account.Accounts;
import dev.kiln.account.SignInLinks;
import dev.kiln.control.ControlProperties;
import java.time.Clock;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what signing in needs. */
@Configuration(proxyBeanMethods = false)
class AccountConfiguration {
    @Bean
    SignInThrottle signInThrottle(Clock clock) {
        return new SignInThrottle(clock);
    }

    @Bean
    OpenSessions openSessions() {
        return new OpenSessions();
    }

    @Bean
    SignInLink signInLink(SignInLinks links, Accounts accounts, Clock clock, ControlProperties properties) {
        return new SignInLink(links, accounts, clock, properties.signInToken());
    }

    /** Before the first request: whoever opens the printed link finds the account that it signs in. */
    @Bean
    SmartInitializingSingleton firstAccount(Accounts accounts, SignInLink link, ControlProperties properties) {
        return () -> {
            new FirstAccount(accounts, properties).ensure();
            link.issue();
        };
    }

    @Bean
    CurrentUser currentUser(
            AuthenticationContext context, Accounts accounts, SignInThrottle throttle, OpenSessions sessions) {
        return new CurrentUser(context, accounts, throttle, sessions);
    }
}
