package io.metricskit.exposition;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A coding in which a response body can be sent. */
enum ContentEncoding {
    IDENTITY,
    GZIP;

    /**
     * Chooses the coding that an HTTP {@code Accept-Encoding} header prefers.
     *
     * <p>It is {@link #GZIP} if that has a higher quality than {@link #IDENTITY}. The quality is that of the clause
     * that names the coding ({@code x-gzip} is another name of gzip), or else of {@code *}, or else 0. So a tie goes to
     * {@code IDENTITY}, and so does a header that excludes both: a scrape is never refused. Other codings are not
     * looked at. Never throws.
     *
     * @param acceptEncoding the header's value, several lines joined by commas; null or blank where there is none
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3">RFC 9110, section 12.5.3</a>
     */
    static ContentEncoding negotiate(@Nullable String acceptEncoding) {
        List<HeaderClause> clauses = HeaderClause.parse(acceptEncoding);
        double any = quality(clauses, Set.of("*"), 0);
        double gzip = quality(clauses, Set.of("gzip", "x-gzip"), any);
        double identity = quality(clauses, Set.of("identity"), any);
        return gzip > identity ? GZIP : IDENTITY;
    }

    private static double quality(List<HeaderClause> clauses, Set<String> tokens, double otherwise) {
        return clauses.stream()
                .filter(clause -> tokens.contains(clause.token()))
                .mapToDouble(HeaderClause::quality)
                .max()
                .orElse(otherwise);
    }
}
