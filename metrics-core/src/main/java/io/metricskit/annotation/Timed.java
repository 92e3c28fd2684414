package io.metricskit.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Times the calls of a method, or of all public methods of a type, in seconds.
 *
 * <p>Failed calls are timed too; an asynchronous call is timed to the end of what it returned. The metric is a summary,
 * or a histogram where {@link #buckets} are given.
 *
 * <pre>{@code
 * @Timed(name = "order_processing_seconds", help = "Time to place an order.", labels = "item=#order.item")
 * public Order place(OrderRequest order) {
 *     return repository.save(order);
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Repeatable(Timed.List.class)
public @interface Timed {

    /** The name of the metric; the same as {@link #name}. */
    String value() default "";

    /**
     * The name of the metric. Without one it is {@code method_duration_seconds}, with the class and method as labels.
     */
    String name() default "";

    /** The help of the metric. */
    String help() default "Time taken by calls, in seconds.";

    /**
     * Labels, each {@code name=value}. A value that begins with {@code #} is an expression over the arguments by name,
     * {@code #result} and {@code #exception}.
     */
    String[] labels() default {};

    /** The upper bounds of a histogram's buckets, ascending; without them the metric is a summary. */
    double[] buckets() default {};

    /**
     * The quantiles of a summary, each strictly between 0 and 1, with an allowed error of a tenth of its distance from
     * 1; without them, the defaults of a summary. They cannot be combined with {@link #buckets}.
     */
    double[] quantiles() default {};

    /**
     * Several of these annotations on one element, which the compiler puts together.
     *
     * <pre>{@code
     * @Timed(name = "checkout_seconds", help = "Time to check out.")
     * @Timed(name = "checkout_duration_seconds", help = "Time to check out.", buckets = {0.1, 0.5, 1, 5})
     * public void checkout() {
     *     repository.save(basket);
     * }
     * }</pre>
     */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
    @interface List {

        /** The annotations. */
        Timed[] value();
    }
}
