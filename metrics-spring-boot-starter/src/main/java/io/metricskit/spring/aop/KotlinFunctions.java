package io.metricskit.spring.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ReflectionUtils;

/** The methods that Kotlin's compiler makes of functions. */
final class KotlinFunctions {
    /*
     * A function whose parameters have defaults gets a static method, named f$default, that puts these in for the
     * arguments left out, and then calls the function on its first argument, the bean or its proxy. Callers in Kotlin
     * call that one. For Java, @JvmOverloads makes final methods with fewer parameters, each with the annotations of
     * the function, that call it too.
     */

    private static final String DEFAULTS = "$default";

    /** How many parameters of such a static method come before those of the function: the object. */
    private static final int BEFORE = 1;

    /** And how many behind: which arguments are left out, and a mark. */
    private static final int BEHIND = 2;

    /** What is added to the names of functions with value classes, of internal ones, and of those with defaults. */
    private static final Pattern ADDED_TO_NAME = Pattern.compile("(-[\\w-]{7})?(\\$.+)?$");

    private KotlinFunctions() {}

    /** Returns the name that a method has in its source. */
    static String name(Method method) {
        String name = method.getName();
        return isKotlin(method) ? ADDED_TO_NAME.matcher(name).replaceFirst("") : name;
    }

    /** Returns the methods that put in defaults of public functions, and read fields for that. */
    static List<Method> defaultsFromFields(Class<?> type) {
        FieldUse fieldUse = new FieldUse(type);
        return TypeHierarchy.methodsOf(type, method -> isOfPublicFunction(method) && fieldUse.isIn(method));
    }

    /** Returns whether a method puts in the defaults of a public function. It is public for a protected one, too. */
    private static boolean isOfPublicFunction(Method method) {
        return isOfDefaults(method)
                && siblings(method)
                        .anyMatch(each -> Modifier.isPublic(each.getModifiers())
                                && method.getName().equals(each.getName() + DEFAULTS));
    }

    /** Returns whether a method is an overload of a function, which it calls, through the proxy if there is one. */
    static boolean isOverload(Method method) {
        return Modifier.isFinal(method.getModifiers())
                && isKotlin(method)
                && siblings(method)
                        .anyMatch(each -> each.getName().equals(method.getName() + DEFAULTS)
                                && isOfDefaults(each)
                                && takesMore(each, method));
    }

    private static boolean isOfDefaults(Method method) {
        return Modifier.isStatic(method.getModifiers())
                && Modifier.isPublic(method.getModifiers())
                && method.getName().endsWith(DEFAULTS)
                && method.getParameterCount() > BEFORE + BEHIND
                && isKotlin(method);
    }

    private static Stream<Method> siblings(Method method) {
        return Arrays.stream(ReflectionUtils.getDeclaredMethods(method.getDeclaringClass()));
    }

    /** Returns whether the parameters of a function are those of an overload and some more. */
    private static boolean takesMore(Method defaults, Method overload) {
        Class<?>[] all = defaults.getParameterTypes();
        Class<?>[] some = overload.getParameterTypes();
        int end = all.length - BEHIND;
        int found = 0;
        for (int i = BEFORE; i < end && found < some.length; i++) {
            found += all[i] == some[found] ? 1 : 0;
        }
        return found == some.length && found < end - BEFORE;
    }

    private static boolean isKotlin(Method method) {
        return KotlinDetector.isKotlinType(method.getDeclaringClass());
    }
}
