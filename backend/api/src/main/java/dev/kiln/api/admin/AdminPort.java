package dev.kiln.api.admin;

import dev.kiln.api.ApiProperties;
import dev.kiln.problem.ErrorCode;
import dev.kiln.problem.KilnException;
import jakarta.servlet.ServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.stereotype.Component;

/** The operators' port: a connector of its own on the same server. */
@Component
public final class AdminPort {
    private final Connector connector = new Connector();

    AdminPort(ApiProperties properties) throws UnknownHostException {
        connector.setPort(properties.admin().port());
        connector.setThrowOnFailure(true);
        ((AbstractHttp11Protocol<?>) connector.getProtocolHandler())
                .setAddress(InetAddress.getByName(properties.admin().host()));
    }

    /** The connector, to be added to the server. */
    public Connector connector() {
        return connector;
    }

    /** @throws KilnException {@code not_found} if a request came by another port than the operators' */
    void require(ServletRequest request) {
        if (request.getLocalPort() != connector.getLocalPort()) {
            throw new KilnException(ErrorCode.NOT_FOUND, "There is nothing at this address.");
        }
    }
}
