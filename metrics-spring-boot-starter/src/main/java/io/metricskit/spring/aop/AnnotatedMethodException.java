package io.metricskit.spring.aop;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when an annotation cannot measure its method: the definition of its metric clashes with another one, or an
 * attribute makes no sense, or, where annotations are strict, a proxy cannot serve it. It fails the start of the
 * application.
 *
 * <pre>{@code
 * com.shop.OrderService.place: buckets and quantiles do not go together
 * }</pre>
 */
public final class AnnotatedMethodException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    private final String site;
    private final String action;

    AnnotatedMethodException(String site, String reason, String action) {
        this(site, reason, action, null);
    }

    AnnotatedMethodException(String site, String reason, String action, @Nullable Throwable cause) {
        this(site + ": " + reason, cause, site, action);
    }

    private AnnotatedMethodException(String message, @Nullable Throwable cause, String site, String action) {
        super(message, cause);
        this.site = site;
        this.action = action;
    }

    /**
     * Returns an exception for the annotations of several methods.
     *
     * @param firstSite the first of the methods
     * @param description all that is wrong
     */
    static AnnotatedMethodException ofSeveral(String firstSite, String description, String action) {
        return new AnnotatedMethodException(description, null, firstSite, action);
    }

    /** Returns the method, such as {@code com.shop.OrderService.place}, or the first one if there are several. */
    public String site() {
        return site;
    }

    /** Returns what is wrong, beginning with the method if it is only one. */
    public String description() {
        return String.valueOf(getMessage());
    }

    /** Returns what to do about it. */
    public String action() {
        return action;
    }
}
