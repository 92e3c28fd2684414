package io.metricskit.spring.autoconfigure;

import io.metricskit.exposition.Exposition;
import io.metricskit.http.MetricsServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509KeyManager;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Auto-configuration of the metrics server, for applications without a web server and for a port of its own. */
@AutoConfiguration(after = MetricsExpositionAutoConfiguration.class)
@ConditionalOnSwitch(value = "metrics.server.enabled", byDefault = false)
@EnableConfigurationProperties(MetricsServerProperties.class)
public final class MetricsServerAutoConfiguration {

    private static final Log LOG = LogFactory.getLog(MetricsServerAutoConfiguration.class);

    /** Those of servers in TLS. */
    private static final List<String> KEY_TYPES = List.of("RSA", "RSASSA-PSS", "EC", "EdDSA", "DSA");

    /** Never lazy, since no bean asks for it. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    @Lazy(false)
    MetricsServer metricsKitServer(
            Exposition exposition, MetricsServerProperties server, ObjectProvider<SslBundles> sslBundles)
            throws IOException {
        MetricsServer.Builder builder = MetricsServer.builder().exposition(exposition);
        ConfiguredValue.apply("metrics.server.address", server.address(), builder::address);
        ConfiguredValue.apply("metrics.server.port", server.port(), builder::port);
        ConfiguredValue.apply("metrics.server.path", server.path(), builder::metricsPath);
        Credentials.apply("metrics.server", server.username(), server.password(), builder::basicAuth);
        if (!server.sslBundle().isEmpty()) {
            SslBundles bundles = sslBundles.getObject();
            ConfiguredValue.apply(
                    "metrics.server.ssl-bundle", server.sslBundle(), name -> encrypt(builder, bundles, name));
        }
        try {
            MetricsServer started = builder.start();
            LOG.info("Serving metrics at " + started.metricsUrl());
            return started;
        } catch (BindException e) {
            throw invalid(server, String.valueOf(e.getMessage()));
        }
    }

    private static MetricsServer.Builder encrypt(MetricsServer.Builder builder, SslBundles bundles, String name) {
        try {
            SslBundle bundle = bundles.getBundle(name);
            SSLContext context = bundle.createSslContext();
            requirePrivateKey(bundle);
            return builder.ssl(context, parameters(context, bundle.getOptions()));
        } catch (NoSuchSslBundleException | IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Without a key the server would start, and no client could connect, which nothing would tell. */
    private static void requirePrivateKey(SslBundle bundle) {
        boolean hasKey = Arrays.stream(bundle.getManagers().getKeyManagers())
                .anyMatch(each -> !(each instanceof X509KeyManager manager)
                        || KEY_TYPES.stream().anyMatch(type -> manager.getServerAliases(type, null) != null));
        if (!hasKey) {
            throw new IllegalArgumentException(
                    "expected a bundle with the certificate of a server and its private key, but it has none");
        }
    }

    private static SSLParameters parameters(SSLContext context, SslOptions options) {
        SSLParameters parameters = context.getDefaultSSLParameters();
        if (options.getEnabledProtocols() != null) {
            parameters.setProtocols(options.getEnabledProtocols());
        }
        if (options.getCiphers() != null) {
            parameters.setCipherSuites(options.getCiphers());
        }
        return parameters;
    }

    /** Blames the address where no port of it can be listened on, else the port. */
    private static InvalidConfigurationPropertyValueException invalid(MetricsServerProperties server, String reason) {
        return isOfThisMachine(server.address())
                ? new InvalidConfigurationPropertyValueException("metrics.server.port", server.port(), reason)
                : new InvalidConfigurationPropertyValueException(
                        "metrics.server.address",
                        server.address(),
                        "expected a name or an address of this machine, but " + reason);
    }

    private static boolean isOfThisMachine(String address) {
        try (ServerSocket anyPort = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return anyPort.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
