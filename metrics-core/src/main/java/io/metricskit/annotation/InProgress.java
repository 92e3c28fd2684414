package io.metricskit.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Shows in a gauge how many calls of a method, or of all public methods of a type, are in progress.
 *
 * <p>A call is in progress until it returns or throws; an asynchronous one, until what it returned ends in any way.
 *
 * <pre>{@code
 * @InProgress(name = "orders_in_progress", help = "Orders being placed.")
 * public Order place(OrderRequest order) {
 *     return repository.save(order);
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Repeatable(InProgress.List.class)
public @interface InProgress {

    /** The name of the metric; the same as {@link #name}. */
    String value() default "";

    /** The name of the metric. Without one it is {@code method_in_progress}, with the class and method as labels. */
    String name() default "";

    /** The help of the metric. */
    String help() default "Calls in progress.";

    /**
     * Labels, each {@code name=value}. A value that begins with {@code #} is an expression over the arguments by name;
     * {@code #result} and {@code #exception} are not known yet when a call begins.
     */
    String[] labels() default {};

    /**
     * Several of these annotations on one element, which the compiler puts together.
     *
     * <pre>{@code
     * @InProgress(name = "checkouts_in_progress", help = "Checkouts.")
     * @InProgress(name = "saves_in_progress", help = "Writes to the repository.")
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
        InProgress[] value();
    }
}
