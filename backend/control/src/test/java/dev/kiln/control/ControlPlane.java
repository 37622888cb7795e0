package dev.kiln.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole control plane in this process, on a free port and an empty data folder. */
public final class ControlPlane implements AutoCloseable {
    public static final String PASSWORD = "correct horse battery";
    public static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final ConfigurableApplicationContext context;
    private final URI address;

    private ControlPlane(ConfigurableApplicationContext context) {
        this.context = context;
        this.address =
                URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /**
     * Starts it.
     *
     * @param settings keys under {@code kiln.}, over the defaults of these tests
     */
    public static ControlPlane start(Path folder, Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(Map.of(
                "port",
                "0",
                "data",
                folder.resolve("data").toString(),
                "api-url",
                "http://127.0.0.1:1",
                "redis.url",
                "redis://127.0.0.1:1",
                "admin-password-file",
                Files.writeString(folder.resolve("password"), PASSWORD).toString(),
                "sign-in-token",
                TOKEN));
        all.putAll(settings);
        String[] arguments = all.entrySet().stream()
                .map(setting -> "--kiln." + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new ControlPlane(ControlApplication.application().run(arguments));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A browser of its own, which keeps cookies and follows nothing. */
    public Browser browser() {
        return new Browser(address);
    }

    /** A program that presents this key, or none. */
    public Program program(@Nullable String key) {
        return new Program(address, key);
    }

    /** Sends a head and no body, and reads the first line of the answer. */
    public String firstLine(String... head) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String text = String.join("\r\n", head) + "\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return String.valueOf(reader.readLine());
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** As much of a browser as signing in needs. */
    public static final class Browser {
        private final URI address;
        private final HttpClient http = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .version(HttpClient.Version.HTTP_1_1)
                .build();

        private Browser(URI address) {
            this.address = address;
        }

        public HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return http.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
        }

        public HttpResponse<String> signIn(String name, String password) throws IOException, InterruptedException {
            return post("/login", Map.of("username", name, "password", password), Map.of());
        }

        public HttpResponse<String> post(String path, Map<String, String> form, Map<String, String> headers)
                throws IOException, InterruptedException {
            String body = form.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .reduce("", (all, field) -> all.isEmpty() ? field : all + "&" + field);
            HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(body));
            headers.forEach(request::header);
            return http.send(request.build(), BodyHandlers.ofString());
        }

        /** Whether the server knows who this is. */
        public boolean isSignedIn() throws IOException, InterruptedException {
            return get("/").statusCode() == 200;
        }
    }
}
