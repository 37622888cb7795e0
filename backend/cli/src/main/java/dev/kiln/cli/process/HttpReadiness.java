package dev.kiln.cli.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

/**
 * Ready is what answers 200 at this address.
 *
 * @param address of the readiness probe
 */
public record HttpReadiness(URI address) implements Readiness {
    private static final int TIMEOUT_MILLIS = 1000;

    @Override
    public boolean isReady() {
        HttpURLConnection connection = open();
        try {
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection open() {
        try {
            return (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        } catch (IOException e) {
            throw new UncheckedIOException(address + " is no address", e);
        }
    }
}
