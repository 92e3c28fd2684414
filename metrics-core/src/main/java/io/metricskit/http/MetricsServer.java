package io.metricskit.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTP server for programs that have none: it answers scrapes at {@code /metrics}, and at {@code /} with a page
 * that links there and costs next to nothing, which suits a liveness check.
 *
 * <pre>{@code
 * try (MetricsServer server = MetricsServer.builder().registry(registry).port(0).start()) {
 *     System.out.println("Serving prometheus metrics on: " + server.metricsUrl());
 *     work();
 * }
 * }</pre>
 *
 * <p>It listens on 127.0.0.1 unless it is told otherwise. All its threads are daemons: it does not keep a program
 * running. A client that sends its request too slowly, or does not read the answer, is cut off, and does not hold up
 * others meanwhile. Paths are exact; methods are GET and HEAD.
 *
 * <p>Safe for use by many threads. It is built on the HTTP server of the JDK, in the module {@code jdk.httpserver}.
 */
public final class MetricsServer implements AutoCloseable {

    private final HttpServer server;
    private final Workers workers;
    private final String baseUrl;
    private final String metricsPath;
    private final AtomicBoolean closed = new AtomicBoolean();

    private MetricsServer(HttpServer server, Workers workers, String baseUrl, String metricsPath) {
        this.server = server;
        this.workers = workers;
        this.baseUrl = baseUrl;
        this.metricsPath = metricsPath;
    }

    /** Starts the definition of a server. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the port that the server listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Returns scheme, host and port, such as {@code http://127.0.0.1:9464}, without a slash at the end. */
    public String baseUrl() {
        return baseUrl;
    }

    /** Returns where the page is that links to the metrics. */
    public String rootUrl() {
        return baseUrl + "/";
    }

    /** Returns where the metrics are. */
    public String metricsUrl() {
        return baseUrl + metricsPath;
    }

    /** Stops listening, cuts what is under way, and gives the port back; later calls do nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            workers.interrupt();
            boolean interrupted = Thread.currentThread().isInterrupted();
            server.stop(0);
            if (interrupted) {
                // Which some JDKs have taken from the thread meanwhile.
                Thread.currentThread().interrupt();
            }
            workers.close();
        }
    }

    @Override
    public String toString() {
        return "metrics server at " + metricsUrl();
    }

    /**
     * The definition of a server. Used by one thread.
     *
     * <pre>{@code
     * MetricsServer server = MetricsServer.builder().registry(registry)
     *         .address("0.0.0.0").port(9464).basicAuth("prometheus", password).start();
     * }</pre>
     */
    public static final class Builder {

        private static final String NO_DELAY = "sun.net.httpserver.nodelay";

        /** How many connections may come at once; a client asks for more of them only a second later. */
        private static final int BACKLOG = 1024;

        private @Nullable Exposition exposition;
        private String address = "127.0.0.1";
        private int port;
        private MetricsPath metricsPath = new MetricsPath("/metrics");
        private @Nullable HttpsConfigurator https;
        private boolean needsCertificates;
        private @Nullable BasicAuth basicAuth;
        private Deadlines deadlines = Deadlines.DEFAULT;

        private Builder() {}

        /**
         * Sets the registries to serve; without this call it is the default registry.
         *
         * @param first the registry whose constant labels go on all families, and whose family is shown where several
         *     have the same name
         * @param others further registries
         */
        public Builder registry(Registry first, Registry... others) {
            return exposition(Exposition.of(first, others));
        }

        /**
         * Sets what to serve, as an alternative to {@link #registry}.
         *
         * @param served the exposition; what the server says about its scrapes comes on top
         */
        public Builder exposition(Exposition served) {
            this.exposition = Objects.requireNonNull(served, "exposition must not be null");
            return this;
        }

        /**
         * Sets the address to listen on; without this call it is 127.0.0.1.
         *
         * @param hostOrAddress a name or an IPv4 or IPv6 address of this machine; {@code 0.0.0.0} and {@code ::} for
         *     all
         */
        public Builder address(String hostOrAddress) {
            Objects.requireNonNull(hostOrAddress, "address must not be null");
            if (hostOrAddress.isEmpty()) {
                // Which the JDK takes for 127.0.0.1, and no URL for a host.
                throw new IllegalArgumentException("expected a name or an address of this machine, but it is empty");
            }
            this.address = hostOrAddress;
            return this;
        }

        /**
         * Sets the port; without this call any free port is taken.
         *
         * @param tcpPort from 1 to 65535, or 0 for any free one
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder port(int tcpPort) {
            if (tcpPort < 0 || tcpPort > 65535) {
                throw new IllegalArgumentException("expected a port from 0 to 65535, but got " + tcpPort);
            }
            this.port = tcpPort;
            return this;
        }

        /**
         * Sets the path of the metrics; without this call it is {@code /metrics}.
         *
         * @param path segments of letters, digits and {@code . _ ~ -}, each after a slash; neither {@code /} nor
         *     {@code /robots.txt}
         * @throws IllegalArgumentException if it is not such a path
         */
        public Builder metricsPath(String path) {
            this.metricsPath = new MetricsPath(path);
            return this;
        }

        /**
         * Makes it an HTTPS server.
         *
         * @param context has the server's certificate and key
         */
        public Builder ssl(SSLContext context) {
            return ssl(
                    context,
                    Objects.requireNonNull(context, "ssl context must not be null")
                            .getDefaultSSLParameters());
        }

        /**
         * Makes it an HTTPS server.
         *
         * @param context has the server's certificate and key
         * @param parameters the protocols and ciphers, and whether clients need certificates
         */
        public Builder ssl(SSLContext context, SSLParameters parameters) {
            Objects.requireNonNull(parameters, "ssl parameters must not be null");
            this.https = new HttpsConfigurator(Objects.requireNonNull(context, "ssl context must not be null")) {
                @Override
                public void configure(HttpsParameters connection) {
                    connection.setSSLParameters(parameters);
                }
            };
            this.needsCertificates = parameters.getNeedClientAuth();
            return this;
        }

        /**
         * Demands a user name and a password for every path.
         *
         * @param user the name, not empty and without a colon
         * @param password the password
         * @throws IllegalArgumentException if the name is not such a one
         */
        public Builder basicAuth(String user, String password) {
            this.basicAuth = new BasicAuth(user, password);
            return this;
        }

        /** Sets how long clients may take and have to wait, for tests. */
        Builder deadlines(Deadlines limits) {
            this.deadlines = limits;
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws BindException if the address is not one of this machine, or the port is taken; a later attempt may
         *     succeed
         * @throws IOException if the server cannot be made otherwise
         */
        public MetricsServer start() throws IOException {
            InetSocketAddress target = new InetSocketAddress(address, port);
            if (target.isUnresolved()) {
                throw new BindException("cannot listen on " + address + ": there is no such host");
            }
            HttpServer server = bind(target);
            int bound = server.getAddress().getPort();
            Workers workers = new Workers("metrics-server-" + bound, deadlines);
            try {
                Exposition served = exposition == null ? Exposition.of(Registry.defaultRegistry()) : exposition;
                MetricsHandler handler = new MetricsHandler(
                        served.forExporter(), metricsPath, basicAuth, workers.watchdog(), deadlines.slot());
                server.createContext("/", handler);
                server.setExecutor(workers);
                workers.startDaemon(server::start);
                if (target.getAddress().isAnyLocalAddress() && basicAuth == null && !needsCertificates) {
                    ServerLog.warn("Port " + bound + " shows the metrics to whoever reaches this machine."
                            + " Listen on one address, or ask for a password.");
                }
            } catch (RuntimeException | Error e) {
                server.stop(0);
                workers.close();
                throw e;
            }
            String scheme = https == null ? "http" : "https";
            String baseUrl = scheme + "://" + UrlHost.of(address, target.getAddress()) + ":" + bound;
            return new MetricsServer(server, workers, baseUrl, metricsPath.path());
        }

        private HttpServer bind(InetSocketAddress target) throws IOException {
            // Read when the first server of the JVM is made. Without it, each answer on a connection that is kept waits
            // some 40 ms until the client has acknowledged its headers.
            System.getProperties().putIfAbsent(NO_DELAY, "true");
            HttpServer server;
            if (https == null) {
                server = HttpServer.create();
            } else {
                HttpsServer encrypted = HttpsServer.create();
                encrypted.setHttpsConfigurator(https);
                server = encrypted;
            }
            try {
                server.bind(target, BACKLOG);
                return server;
            } catch (IOException e) {
                server.stop(0);
                BindException failure =
                        new BindException("cannot listen on " + address + ":" + port + ": " + e.getMessage());
                failure.initCause(e);
                throw failure;
            }
        }
    }
}
