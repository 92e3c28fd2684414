package io.metricskit.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a scrape in the text format, 0.0.4 or 1.0.0, read strictly.
 *
 * <p>{@link #parse} demands the grammar: lines, names, escapes, and families that follow one another whole, each as
 * an optional HELP line, a TYPE line and its samples. {@link #checked(String, byte[])} also demands what a reader
 * relies on without testing it: no series twice, numbers in their one spelling, histograms and summaries that add up.
 * Both refuse much that Prometheus tolerates, since what we write has no need of it.
 *
 * <p>Immutable. Every refusal is an {@link AssertionError} that names the line and the rule.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus exposition formats</a>
 */
public final class TextExposition extends ExpositionBody {

    private TextExposition(List<Family> families) {
        super(families);
    }

    /** Reads a body of version 0.0.4, demanding the grammar alone. */
    public static TextExposition parse(byte[] body) {
        return new TextExposition(ExpositionParser.parse(Syntax.TEXT, body));
    }

    /** Reads a body of version 0.0.4 that came without a Content-Type, demanding every other rule. */
    public static TextExposition checked(byte[] body) {
        return checked(Syntax.TEXT, body);
    }

    /**
     * Reads a body of version 1.0.0 that came without a Content-Type, demanding every other rule. It is what 0.0.4 is,
     * except that a name outside of the legacy set stands in quotes, a metric's inside the braces.
     */
    public static TextExposition checkedUtf8(byte[] body) {
        return checked(Syntax.TEXT_UTF8, body);
    }

    /**
     * Reads the body of a response of version 0.0.4, demanding every rule; quoted names only where the escaping is
     * {@code allow-utf-8}, which a client can ask of this version too.
     *
     * @param contentType null where the header is missing
     */
    public static TextExposition checked(@Nullable String contentType, byte[] body) {
        return checked(ContentTypeRule.TEXT, contentType, body);
    }

    /**
     * Reads the body of a response of version 1.0.0, demanding every rule; quoted names only where the escaping is
     * {@code allow-utf-8}.
     *
     * @param contentType null where the header is missing
     */
    public static TextExposition checkedUtf8(@Nullable String contentType, byte[] body) {
        return checked(ContentTypeRule.TEXT_UTF8, contentType, body);
    }

    private static TextExposition checked(ContentTypeRule rule, @Nullable String contentType, byte[] body) {
        return checked(rule.check(contentType).allowsUtf8Names() ? Syntax.TEXT_UTF8 : Syntax.TEXT, body);
    }

    private static TextExposition checked(Syntax syntax, byte[] body) {
        TextExposition exposition = new TextExposition(ExpositionParser.parse(syntax, body));
        ExpositionRules.text(exposition.families());
        return exposition;
    }

    /** Demands that the families stand in ascending order of their names, which the format does not ask for. */
    public TextExposition requireNameOrder() {
        String previous = "";
        for (Family family : families()) {
            if (previous.compareTo(family.name()) > 0) {
                throw new Violation(family.line(), "families must be in name order", previous + ", " + family.name());
            }
            previous = family.name();
        }
        return this;
    }
}
