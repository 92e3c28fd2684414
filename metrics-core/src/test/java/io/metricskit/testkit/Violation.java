package io.metricskit.testkit;

/** A line of an exposition that breaks a rule; the message gives the line's number, the rule and the line. */
final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_LINE_SHOWN = 200;

    Violation(int line, String rule, String text) {
        super("line " + line + ": " + rule + ", in: " + shortened(text));
    }

    /** Breaks of a rule by a sample, which is shown as it was read. */
    Violation(Sample sample, String rule) {
        this(sample.line(), rule, sample.toString());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_LINE_SHOWN ? text : text.substring(0, LONGEST_LINE_SHOWN) + "…";
    }
}
