package io.metricskit.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Counts the exceptions that calls of a method, or of all public methods of a type, end with.
 *
 * <p>An asynchronous call ends when what it returned ends; its exception is looked at without the
 * {@code CompletionException} or {@code ExecutionException} around it. A cancellation is not counted unless
 * {@link #include} names it.
 *
 * <pre>{@code
 * @CountExceptions(name = "payment_failures_total", help = "Payments that failed.", include = IOException.class)
 * public Receipt pay(Order order) throws IOException {
 *     return bank.charge(order);
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Repeatable(CountExceptions.List.class)
public @interface CountExceptions {

    /** The name of the metric; the same as {@link #name}. */
    String value() default "";

    /**
     * The name of the metric. Without one it is {@code method_exceptions_total}, with the class and method as labels.
     */
    String name() default "";

    /** The help of the metric. */
    String help() default "Calls that ended with an exception.";

    /**
     * Labels, each {@code name=value}. A value that begins with {@code #} is an expression over the arguments by name
     * and {@code #exception}.
     */
    String[] labels() default {};

    /** The types to count, with their subtypes; all without this. */
    Class<? extends Throwable>[] include() default {};

    /** The types not to count, with their subtypes; they win over {@link #include}. */
    Class<? extends Throwable>[] exclude() default {};

    /**
     * Several of these annotations on one element, which the compiler puts together.
     *
     * <pre>{@code
     * @CountExceptions(name = "io_failures_total", help = "Failed I/O.", include = IOException.class)
     * @CountExceptions(name = "other_failures_total", help = "Other failures.", exclude = IOException.class)
     * public Receipt refund(Order order) throws IOException {
     *     return bank.refund(order);
     * }
     * }</pre>
     */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
    @interface List {

        /** The annotations. */
        CountExceptions[] value();
    }
}
