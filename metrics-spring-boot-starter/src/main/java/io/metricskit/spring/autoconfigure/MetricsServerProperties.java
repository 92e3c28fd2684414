package io.metricskit.spring.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties of the metrics server.
 *
 * @param enabled Whether a server of its own answers scrapes, for applications without a web server, or for a port
 *     of its own.
 * @param address Address to listen on.
 * @param port Port to listen on; 0 for any free one.
 * @param path Exact path of the metrics.
 * @param username User name that clients have to send; without it, anyone may scrape.
 * @param password Password that belongs to the user name.
 * @param sslBundle Name of the SSL bundle with the certificate of the server, which makes it an HTTPS server.
 */
@ConfigurationProperties("metrics.server")
record MetricsServerProperties(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("127.0.0.1") String address,
        @DefaultValue("9464") int port,
        @DefaultValue("/metrics") String path,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("") String sslBundle) {}
