package io.metricskit.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a scrape in OpenMetrics 1.0.0 text, or 0.0.1, which differ in their Content-Type alone, read strictly.
 *
 * <p>Every rule of the standard that concerns what we write is demanded: the blanks and line ends, TYPE, UNIT and HELP
 * once each before the samples, the suffixes of each type, families and label sets that do not interleave, no series
 * twice, numbers in their one spelling, what each type allows as values, where exemplars may be and what they may hold,
 * and the end marker. Metadata may come in any order.
 *
 * <p>Immutable. Every refusal is an {@link AssertionError} that names the line and the rule.
 *
 * @see <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics 1.0</a>
 */
public final class OpenMetricsExposition extends ExpositionBody {

    private OpenMetricsExposition(List<Family> families) {
        super(families);
    }

    /** Reads a body that came without a Content-Type and has no quoted names, demanding every rule. */
    public static OpenMetricsExposition checked(byte[] body) {
        return checked(Syntax.OPENMETRICS, body);
    }

    /** Reads a body that came without a Content-Type and may have quoted names, demanding every rule. */
    public static OpenMetricsExposition checkedUtf8(byte[] body) {
        return checked(Syntax.OPENMETRICS_UTF8, body);
    }

    /**
     * Reads the body of a response, demanding every rule; quoted names only where the escaping is {@code allow-utf-8}.
     *
     * @param contentType null where the header is missing
     */
    public static OpenMetricsExposition checked(@Nullable String contentType, byte[] body) {
        boolean quoted = ContentTypeRule.OPENMETRICS.check(contentType).allowsUtf8Names();
        return checked(quoted ? Syntax.OPENMETRICS_UTF8 : Syntax.OPENMETRICS, body);
    }

    private static OpenMetricsExposition checked(Syntax syntax, byte[] body) {
        List<Family> families = ExpositionParser.parse(syntax, body);
        ExpositionRules.openMetrics(families);
        return new OpenMetricsExposition(families);
    }
}
