package io.metricskit.push;

import io.metricskit.Registry;
import io.metricskit.exposition.Exposition;
import io.metricskit.model.Labels;
import io.metricskit.model.Quoted;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A client of a Pushgateway, for programs that end before they are scraped, or that cannot be reached.
 *
 * <pre>{@code
 * Pusher pusher = Pusher.builder("nightly-import", "http://127.0.0.1:9091")
 *         .groupingKey("instance", "import-1").build();
 * pusher.replace(registry);
 * }</pre>
 *
 * <p>A pusher stands for one group of metrics: those with the same job and grouping key. Each call is one request, and
 * is not repeated. Redirects are not followed, since a gateway that redirects would store another group, or nothing.
 * Metrics are collected on the calling thread, without a deadline. A thread that is interrupted while it waits for the
 * answer cuts the request, and gets an {@link InterruptedIOException}.
 *
 * <p>Safe for use by many threads. It is built on the HTTP client of the JDK, in the module {@code java.net.http}.
 *
 * @see <a href="https://github.com/prometheus/pushgateway/blob/master/README.md">Pushgateway</a>
 */
public final class Pusher {

    private final URI url;
    private final Set<String> groupLabels;
    private final @Nullable String authorization;
    private final boolean gzip;
    private final PushClient client;

    private Pusher(Builder builder, URI url) {
        this.url = url;
        this.groupLabels = Set.copyOf(builder.groupingKey.keySet());
        this.authorization = builder.authorization;
        this.gzip = builder.gzip;
        this.client = new PushClient(builder.timeout);
    }

    /**
     * Starts the definition of a pusher.
     *
     * @param job the job that pushes, not empty
     * @param address the receiver's address, with or without {@code http://}, and with a path if it is below one
     */
    public static Builder builder(String job, String address) {
        return new Builder(job, address);
    }

    /**
     * Puts the metrics of a registry in the place of all that the group has.
     *
     * @param registry what to push
     * @throws PushException if the receiver refuses them
     * @throws IOException if it cannot be reached, or does not answer in time
     * @throws IllegalArgumentException if a series has a label of the grouping key; nothing is sent then
     */
    public void replace(Registry registry) throws IOException {
        await(replaceAsync(registry));
    }

    /**
     * Does what {@link #replace(Registry)} does, for several registries at once.
     *
     * @param exposition what to push
     * @throws PushException if the receiver refuses it
     * @throws IOException if it cannot be reached, or does not answer in time
     * @throws IllegalArgumentException if a series has a label of the grouping key; nothing is sent then
     */
    public void replace(Exposition exposition) throws IOException {
        await(replaceAsync(exposition));
    }

    /**
     * Puts the metrics of a registry in the place of those of the same names, and keeps the others of the group.
     *
     * @param registry what to push
     * @throws PushException if the receiver refuses them
     * @throws IOException if it cannot be reached, or does not answer in time
     * @throws IllegalArgumentException if a series has a label of the grouping key; nothing is sent then
     */
    public void add(Registry registry) throws IOException {
        await(addAsync(registry));
    }

    /**
     * Does what {@link #add(Registry)} does, for several registries at once.
     *
     * @param exposition what to push
     * @throws PushException if the receiver refuses it
     * @throws IOException if it cannot be reached, or does not answer in time
     * @throws IllegalArgumentException if a series has a label of the grouping key; nothing is sent then
     */
    public void add(Exposition exposition) throws IOException {
        await(addAsync(exposition));
    }

    /**
     * Removes the group; it need not be there.
     *
     * @throws PushException if the receiver refuses
     * @throws IOException if it cannot be reached, or does not answer in time
     */
    public void delete() throws IOException {
        await(deleteAsync());
    }

    /**
     * Does what {@link #replace} does. The metrics are collected by the caller, and sent in the background.
     *
     * @param registry what to push
     * @return fails as {@code replace} throws; cancelling it cuts the request
     * @throws IllegalArgumentException at once, if a series has a label of the grouping key
     */
    public CompletableFuture<Void> replaceAsync(Registry registry) {
        return replaceAsync(Exposition.of(registry));
    }

    /**
     * Does what {@link #replaceAsync(Registry)} does, for several registries at once.
     *
     * @param exposition what to push
     */
    public CompletableFuture<Void> replaceAsync(Exposition exposition) {
        return push("PUT", exposition);
    }

    /**
     * Does what {@link #add} does. The metrics are collected by the caller, and sent in the background.
     *
     * @param registry what to push
     * @return fails as {@code add} throws; cancelling it cuts the request
     * @throws IllegalArgumentException at once, if a series has a label of the grouping key
     */
    public CompletableFuture<Void> addAsync(Registry registry) {
        return addAsync(Exposition.of(registry));
    }

    /**
     * Does what {@link #addAsync(Registry)} does, for several registries at once.
     *
     * @param exposition what to push
     */
    public CompletableFuture<Void> addAsync(Exposition exposition) {
        return push("POST", exposition);
    }

    /**
     * Does what {@link #delete} does, in the background.
     *
     * @return fails as {@code delete} throws; cancelling it cuts the request
     */
    public CompletableFuture<Void> deleteAsync() {
        return client.send(request("DELETE", BodyPublishers.noBody()).build());
    }

    private CompletableFuture<Void> push(String method, Exposition exposition) {
        byte[] text = PushedText.of(exposition, groupLabels);
        byte[] body = gzip ? PushedText.compressed(text) : text;
        HttpRequest.Builder request =
                request(method, BodyPublishers.ofByteArray(body)).header("Content-Type", "text/plain; version=0.0.4");
        if (gzip) {
            request.header("Content-Encoding", "gzip");
        }
        return client.send(request.build());
    }

    private HttpRequest.Builder request(String method, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).method(method, body);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request;
    }

    private static void await(CompletableFuture<Void> push) throws IOException {
        try {
            push.get();
        } catch (InterruptedException e) {
            push.cancel(true);
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted during a push");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("the push failed: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public String toString() {
        return "pusher to " + url;
    }

    /**
     * The definition of a pusher. Used by one thread.
     *
     * <pre>{@code
     * Pusher pusher = Pusher.builder("nightly-import", "https://push.example.org/gateway")
     *         .basicAuth("import", password).timeout(Duration.ofSeconds(3)).gzip(true).build();
     * }</pre>
     */
    public static final class Builder {

        private final String job;
        private final String address;
        private final SortedMap<String, String> groupingKey = new TreeMap<>();
        private String path = "/metrics";
        private Duration timeout = Duration.ofSeconds(10);
        private boolean gzip;
        private @Nullable String authorization;

        private Builder(String job, String address) {
            this.job = Objects.requireNonNull(job, "job must not be null");
            this.address = Objects.requireNonNull(address, "address must not be null");
            if (job.isEmpty()) {
                throw new IllegalArgumentException("expected the name of a job, but it is empty");
            }
            requireUnicode("job", job);
        }

        /**
         * Adds a label to the grouping key. A name with other characters than letters, digits and underscores is
         * written as {@code U__foo_2e_bar} for {@code foo.bar}, which a Pushgateway understands from 1.11 on with
         * {@code --push.enable-utf8-names}; elsewhere the label is called that.
         *
         * @param name a label name other than {@code job} that does not begin with {@code __}
         * @param value its value, which may be empty
         * @throws IllegalArgumentException if the name is not such a one, or is given twice, or the value has an
         *     unpaired surrogate
         */
        public Builder groupingKey(String name, String value) {
            Objects.requireNonNull(value, () -> "the value of " + name + " must not be null");
            Labels.utf8(name, "legal");
            requireUnicode("the value of " + name, value);
            if (name.equals("job")) {
                throw new IllegalArgumentException("the grouping key cannot have the label 'job': it is given before");
            }
            if (groupingKey.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("the grouping key has the label " + Quoted.of(name) + " twice");
            }
            return this;
        }

        private static void requireUnicode(String what, String value) {
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
                // A gateway that stores such a group answers no scrape any more.
                throw new IllegalArgumentException(what + ": expected Unicode, but got " + Quoted.of(value)
                        + ", which has half a surrogate pair in it");
            }
        }

        /**
         * Sets the path of other receivers, in the place of {@code /metrics}: {@code /job/..} comes behind it. For
         * VictoriaMetrics it is {@code /api/v1/import/prometheus}; with {@code /metrics} behind that, it puts job and
         * grouping key on the series as a Pushgateway does.
         *
         * @param prefix begins with a slash and does not end with one
         * @throws IllegalArgumentException if it does not, or has a query or a fragment
         */
        public Builder path(String prefix) {
            Objects.requireNonNull(prefix, "path must not be null");
            if (!prefix.startsWith("/") || prefix.endsWith("/")) {
                throw new IllegalArgumentException(
                        "expected a path that begins with a slash and does not end with one, but got "
                                + Quoted.of(prefix));
            }
            if (prefix.indexOf('?') >= 0 || prefix.indexOf('#') >= 0) {
                throw new IllegalArgumentException(
                        "expected a path without query and fragment, but got " + Quoted.of(prefix));
            }
            this.path = prefix;
            return this;
        }

        /**
         * Sends a user name and a password with each request.
         *
         * @param user the name, not empty and without a colon
         * @param password the password
         * @throws IllegalArgumentException if the name is not such a one
         */
        public Builder basicAuth(String user, String password) {
            Objects.requireNonNull(user, "user must not be null");
            Objects.requireNonNull(password, "password must not be null");
            if (user.isEmpty()) {
                throw new IllegalArgumentException("expected a user name, but it is empty");
            }
            if (user.indexOf(':') >= 0) {
                throw new IllegalArgumentException("expected a user name without a colon, but got " + Quoted.of(user));
            }
            byte[] credentials = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            this.authorization = "Basic " + Base64.getEncoder().encodeToString(credentials);
            return this;
        }

        /**
         * Sets how long a request may take in all, after the metrics were collected; 10 seconds without this call.
         * Connecting takes 5 at most.
         *
         * @param limit more than zero, at most a day
         * @throws IllegalArgumentException if it is out of that range
         */
        public Builder timeout(Duration limit) {
            Objects.requireNonNull(limit, "timeout must not be null");
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("expected a timeout of more than 0, but got " + limit);
            }
            if (limit.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("expected a timeout of a day at most, but got " + limit);
            }
            this.timeout = limit;
            return this;
        }

        /**
         * Sets whether bodies are compressed, which a Pushgateway understands from 1.5.0 on; false without this call.
         *
         * @param compressed whether to use gzip
         */
        public Builder gzip(boolean compressed) {
            this.gzip = compressed;
            return this;
        }

        /**
         * Makes the pusher.
         *
         * @throws IllegalArgumentException if the address is not one of http or https, or has credentials, a query or a
         *     fragment in it, or if it or the path has characters that a URL has not
         */
        public Pusher build() {
            return new Pusher(this, GroupUrl.of(address, path, job, groupingKey));
        }
    }
}
