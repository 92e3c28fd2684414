package io.metricskit.exposition;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a scraper asks for: method, formats, compression and families.
 *
 * <pre>{@code
 * ScrapeRequest request = ScrapeRequest.of(accept, acceptEncoding, List.of("orders_total"));
 * }</pre>
 */
public final class ScrapeRequest {

    private final String method;
    private final @Nullable String accept;
    private final @Nullable String acceptEncoding;
    private final Set<String> names;

    private ScrapeRequest(Builder builder) {
        this.method = builder.method;
        this.accept = builder.accept;
        this.acceptEncoding = builder.acceptEncoding;
        this.names = builder.names;
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

    /** Returns the HTTP method, in upper case. */
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

    /**
     * Collects the parts of a request.
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

        private Builder() {}

        /**
         * Sets the HTTP method.
         *
         * @param httpMethod GET and HEAD are answered, others refused
         */
        public Builder method(String httpMethod) {
            this.method = Objects.requireNonNull(httpMethod, "method must not be null")
                    .toUpperCase(Locale.ROOT);
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
            this.names = Set.copyOf(familiesOrSamples);
            return this;
        }

        /** Makes the request. */
        public ScrapeRequest build() {
            return new ScrapeRequest(this);
        }
    }
}
