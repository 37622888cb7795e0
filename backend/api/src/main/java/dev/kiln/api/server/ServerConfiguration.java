package dev.kiln.api.server;

import dev.kiln.api.ApiProperties;
import dev.kiln.api.admin.AdminPort;
import dev.kiln.api.problem.ProblemValve;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.DispatcherServlet;

/** Tomcat on virtual threads, bounded in connections, header bytes and time, with the operators' port beside. */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {
    private static final int HEADER_BYTES = 8 * 1024;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    /** Longer than clients keep an idle connection (30 s in the JDK): else they send into one that just closes. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

    @Bean
    TomcatServletWebServerFactory server(ApiProperties properties, AdminPort adminPort) throws UnknownHostException {
        var factory = new TomcatServletWebServerFactory(properties.api().port());
        factory.setAddress(InetAddress.getByName(properties.host()));
        factory.setShutdown(Shutdown.GRACEFUL);
        factory.setRegisterDefaultServlet(false);
        factory.setDisableMBeanRegistry(true);
        int connections = properties.api().connections();
        factory.addConnectorCustomizers(connector -> bound(connector, connections));
        bound(adminPort.connector(), connections);
        factory.addAdditionalConnectors(adminPort.connector());
        factory.addContextCustomizers(ServerConfiguration::tellProblems);
        return factory;
    }

    @Bean
    DispatcherServlet dispatcherServlet() {
        return new DispatcherServlet();
    }

    @Bean
    ServletRegistrationBean<DispatcherServlet> dispatcher(DispatcherServlet servlet) {
        var registration = new ServletRegistrationBean<>(servlet, "/");
        registration.setName("dispatcher");
        registration.setLoadOnStartup(1);
        return registration;
    }

    @Bean
    FilterRegistrationBean<Filter> keyFilter(Filter apiKeyFilter) {
        var registration = new FilterRegistrationBean<>(apiKeyFilter);
        registration.addUrlPatterns("/*");
        return registration;
    }

    private static void bound(Connector connector, int connections) {
        var protocol = (AbstractHttp11Protocol<?>) connector.getProtocolHandler();
        protocol.setExecutor(new VirtualThreadExecutor("http-"));
        protocol.setMaxConnections(connections);
        protocol.setMaxHttpRequestHeaderSize(HEADER_BYTES);
        protocol.setConnectionTimeout((int) READ_TIMEOUT.toMillis());
        protocol.setKeepAliveTimeout((int) KEEP_ALIVE.toMillis());
        protocol.setMaxKeepAliveRequests(-1);
        connector.setMaxParameterCount(16);
        connector.setXpoweredBy(false);
    }

    private static void tellProblems(Context context) {
        var host = (StandardHost) context.getParent();
        host.setErrorReportValveClass(ProblemValve.class.getName());
        host.getPipeline().addValve(new ProblemValve());
    }
}
