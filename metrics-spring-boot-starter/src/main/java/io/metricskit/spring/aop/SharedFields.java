package io.metricskit.spring.aop;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.TimerTask;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Recognises classes whose fields a library fills, or reads, on the object that it is given. A proxy which extends the
 * class has fields of its own, so that the bean would find its own empty.
 */
final class SharedFields {

    /**
     * The annotations of fields that a library fills, by the beginning of the name, since it may be missing. What Spring
     * injects is in the bean before there is a proxy.
     */
    private static final List<String> FILLED =
            List.of("picocli.", "javafx.fxml.", "com.beust.jcommander.", "org.kohsuke.args4j.");

    /** The types of the fields that an engine for processes fills in delegates, unless there are setters. */
    private static final List<String> EXPRESSIONS = List.of(
            "org.flowable.common.engine.api.delegate.Expression",
            "org.camunda.bpm.engine.delegate.Expression",
            "org.operaton.bpm.engine.delegate.Expression");

    private SharedFields() {}

    /** Returns the obstacle that they are to a proxy, or null if the class has none. */
    static @Nullable Obstacle obstacle(Class<?> type) {
        if (TimerTask.class.isAssignableFrom(type)) {
            return new Obstacle(
                    "a Timer reads fields of the task, which a proxy does not have", Obstacle.MOVE_THE_METHOD);
        }
        List<Field> filled = filled(type);
        return filled.isEmpty()
                ? null
                : new Obstacle(
                        "a library fills fields of the object that it is given, and would fill those of a proxy: "
                                + filled.stream().map(Field::getName).collect(Collectors.joining(", ")),
                        Obstacle.MOVE_THE_METHOD);
    }

    private static List<Field> filled(Class<?> type) {
        List<Field> filled = new ArrayList<>();
        for (Class<?> each : TypeHierarchy.classesOf(type)) {
            for (Field field : each.getDeclaredFields()) {
                if (isFilled(field)) {
                    filled.add(field);
                }
            }
        }
        return filled;
    }

    private static boolean isFilled(Field field) {
        return isAnnotated(field) || (EXPRESSIONS.contains(field.getType().getName()) && !hasSetter(field));
    }

    private static boolean hasSetter(Field field) {
        String name = "set" + StringUtils.capitalize(field.getName());
        return ClassUtils.hasMethod(field.getDeclaringClass(), name, field.getType());
    }

    private static boolean isAnnotated(Field field) {
        return MergedAnnotations.from(field).stream()
                .map(annotation -> annotation.getType().getName())
                .anyMatch(name -> FILLED.stream().anyMatch(name::startsWith));
    }
}
