package io.metricskit.exposition;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A scraper's request: method, formats, compression and families. Immutable.
 *
 * <pre>{@code
 * ScrapeRequest request = ScrapeRequest.of(accept, acceptEncoding, List.of("orders_total"));
 * }</pre>
 */
public final class ScrapeRequest {

    private static final Duration LONGEST_COLLECTION = Duration.ofSeconds(10);

    private static final Duration FOR_THE_REST = Duration.ofMillis(500);

    private final String method;
    private final @Nullable String accept;
    private final @Nullable String acceptEncoding;
    private final Set<String> names;
    private final @Nullable String queryFault;
    private final @Nullable Duration timeout;

    private ScrapeRequest(Builder builder) {
        this.method = builder.method;
        this.accept = builder.accept;
        this.acceptEncoding = builder.acceptEncoding;
        this.names = builder.names;
        this.queryFault = builder.queryFault;
        this.timeout = builder.timeout;
    }

    /**
     * Returns a GET request.
     *
     * @param accept the Accept header, its lines joined with commas; null where there is none
     * @param acceptEncoding the Accept-Encoding header, likewise
     * @param names the values of the query parameter {@code name[]}: names of families or samples; empty for all
     */
    public static ScrapeRequest of(@Nullable String accept, @Nullable String acceptEncoding, Collection<String> names) {
        return builder()
                .accept(accept)
                .acceptEncoding(acceptEncoding)
                .names(names)
                .build();
    }

    /** Starts a GET request for all families in text without compression. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the HTTP method. */
    public String method() {
        return method;
    }

    /** Returns the Accept header, or null. */
    public @Nullable String accept() {
        return accept;
    }

    /** Returns the Accept-Encoding header, or null. */
    public @Nullable String acceptEncoding() {
        return acceptEncoding;
    }

    /** Returns the names of the families or samples asked for; empty for all. */
    public Set<String> names() {
        return names;
    }

    /** Returns whether only the headers of the answer are asked for. */
    boolean isHead() {
        return method.equals("HEAD");
    }

    /** Returns why nobody knows which names the query asks for; null where that is known. */
    @Nullable String queryFault() {
        return queryFault;
    }

    /** Returns when the scraper gives up, counted from its request; null if it did not say. */
    public @Nullable Duration timeout() {
        return timeout;
    }

    /**
     * Returns how long the collectors may take together that might not answer at once: half a second less than the
     * scraper waits, at least half of that, and never more than 10 seconds.
     */
    Duration timeForCollectors() {
        if (timeout == null) {
            return LONGEST_COLLECTION;
        }
        Duration half = timeout.dividedBy(2);
        Duration allButTheRest = timeout.minus(FOR_THE_REST);
        Duration longer = half.compareTo(allButTheRest) > 0 ? half : allButTheRest;
        return longer.compareTo(LONGEST_COLLECTION) < 0 ? longer : LONGEST_COLLECTION;
    }

    /**
     * Collects the parts of a request. Used by one thread.
     *
     * <pre>{@code
     * ScrapeRequest request = ScrapeRequest.builder().method("HEAD").accept(accept).build();
     * }</pre>
     */
    public static final class Builder {

        private String method = "GET";
        private @Nullable String accept;
        private @Nullable String acceptEncoding;
        private Set<String> names = Set.of();
        private @Nullable String queryFault;
        private @Nullable Duration timeout;

        private Builder() {}

        /**
         * Sets the HTTP method.
         *
         * @param httpMethod GET and HEAD, in upper case, are answered, others refused
         */
        public Builder method(String httpMethod) {
            this.method = Objects.requireNonNull(httpMethod, "method must not be null");
            return this;
        }

        /**
         * Sets the Accept header.
         *
         * @param header its lines joined with commas, or null
         */
        public Builder accept(@Nullable String header) {
            this.accept = header;
            return this;
        }

        /**
         * Sets the Accept-Encoding header.
         *
         * @param header its lines joined with commas, or null
         */
        public Builder acceptEncoding(@Nullable String header) {
            this.acceptEncoding = header;
            return this;
        }

        /**
         * Sets the families to write.
         *
         * @param familiesOrSamples names of families or of samples; empty for all
         */
        public Builder names(Collection<String> familiesOrSamples) {
            // Not Set.copyOf, in which names of one hash code, which a scraper may make up, take time by their square.
            this.names = Collections.unmodifiableSet(new HashSet<>(List.copyOf(familiesOrSamples)));
            this.queryFault = null;
            return this;
        }

        /**
         * Sets the families to write by the parameters {@code name[]} of a URL. The answer to a query with a malformed
         * escape, or with more than 1000 names, is a refusal.
         *
         * @param rawQuery the query as it was sent; null where there is none
         */
        public Builder query(@Nullable String rawQuery) {
            try {
                return names(FamilyNames.in(rawQuery));
            } catch (IllegalArgumentException e) {
                this.queryFault = e.getMessage();
                return this;
            }
        }

        /**
         * Sets when the scraper gives up; without this call it is taken to be patient.
         *
         * @param scraperTimeout more than 0, counted from its request
         * @throws IllegalArgumentException if it is 0 or negative
         */
        public Builder timeout(Duration scraperTimeout) {
            Objects.requireNonNull(scraperTimeout, "the timeout must not be null");
            if (scraperTimeout.isNegative() || scraperTimeout.isZero()) {
                throw new IllegalArgumentException("expected a timeout of more than 0, but got " + scraperTimeout);
            }
            this.timeout = scraperTimeout;
            return this;
        }

        /**
         * Sets all that headers say: {@code Accept}, {@code Accept-Encoding} and
         * {@code X-Prometheus-Scrape-Timeout-Seconds}, of which garbage is ignored.
         *
         * @param header returns a header by its name, its lines joined with commas; null where there is none
         */
        public Builder headers(Function<String, @Nullable String> header) {
            this.accept = header.apply("Accept");
            this.acceptEncoding = header.apply("Accept-Encoding");
            this.timeout = ScrapeTimeout.parse(header.apply("X-Prometheus-Scrape-Timeout-Seconds"));
            return this;
        }

        /** Makes the request. */
        public ScrapeRequest build() {
            return new ScrapeRequest(this);
        }
    }
}
