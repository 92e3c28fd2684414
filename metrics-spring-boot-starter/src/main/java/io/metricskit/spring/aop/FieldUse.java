package io.metricskit.spring.aop;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/**
 * Tells by bytecode which methods of a class use fields of the object that they run on, also through what they call.
 * Used by one thread.
 */
final class FieldUse {
    /*
     * A proxy passes on to the bean what it overrides. So only those calls are followed that stay on the proxy: of
     * private, static and final methods, and of super. Lambdas count as called where they are made, and of an inner
     * class all methods do.
     *
     * Whose field it is, nothing traces: that of another object of the same class counts as well. What cannot be read,
     * such as a class made at run time or any class in a native image, counts as using fields.
     */

    private final Class<?> type;
    private final Map<String, Class<?>> supertypes = new LinkedHashMap<>();
    private final Map<String, Map<String, MethodCode>> read = new HashMap<>();

    FieldUse(Class<?> type) {
        this.type = type;
        for (Class<?> each : TypeHierarchy.classesOf(type)) {
            supertypes.put(Type.getInternalName(each), each);
        }
        for (Class<?> each : TypeHierarchy.interfacesOf(type)) {
            supertypes.put(Type.getInternalName(each), each);
        }
    }

    /** Returns whether a method of the class, own or inherited, uses fields. */
    boolean isIn(Method method) {
        try {
            MethodCode code = read(Type.getInternalName(method.getDeclaringClass()))
                    .get(method.getName() + Type.getMethodDescriptor(method));
            return code == null || isIn(code, new HashSet<>());
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    /** Returns whether a proxy that extends the class overrides a method of it or of a superclass. */
    boolean isPassedOn(Method method) {
        return isPassedOn(method.getModifiers(), method.getDeclaringClass().getPackageName());
    }

    private boolean isPassedOn(int modifiers, String packageName) {
        boolean isOfPackage = (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) == 0;
        return isOverridable(modifiers) && (!isOfPackage || packageName.equals(type.getPackageName()));
    }

    private static boolean isOverridable(int modifiers) {
        return (modifiers & (Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL)) == 0;
    }

    private boolean isIn(MethodCode method, Set<MethodCode> seen) throws IOException {
        // Nobody can read what a native method does.
        if (method.usesField() || Modifier.isNative(method.modifiers())) {
            return true;
        }
        for (MethodCode.Call call : method.calls()) {
            for (MethodCode called : staying(call)) {
                if (seen.add(called) && isIn(called, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns what a call runs that no proxy passes on to the bean. */
    private Collection<MethodCode> staying(MethodCode.Call call) throws IOException {
        if (!supertypes.containsKey(call.owner())) {
            return isInner(call.owner()) ? read(call.owner()).values() : List.of();
        }
        MethodCode called = call.method().startsWith("<") ? null : find(call.owner(), call.method());
        if (called != null && !call.isExact() && isOverridable(called.modifiers())) {
            called = find(Type.getInternalName(type), call.method());
        }
        return called == null
                        || (!call.isExact()
                                && isPassedOn(called.modifiers(), ClassUtils.getPackageName(called.className())))
                ? List.of()
                : List.of(called);
    }

    private boolean isInner(String name) {
        return supertypes.keySet().stream().anyMatch(each -> name.startsWith(each + "$"));
    }

    /** Finds a method in a class or interface, else in its superclasses, else in the interfaces. */
    private @Nullable MethodCode find(String owner, String method) throws IOException {
        MethodCode found = read(owner).get(method);
        boolean isBelow = !supertypes.getOrDefault(owner, type).isInterface();
        for (String each : supertypes.keySet()) {
            isBelow &= !each.equals(owner);
            found = found != null || isBelow ? found : read(each).get(method);
        }
        return found;
    }

    private Map<String, MethodCode> read(String name) throws IOException {
        Map<String, MethodCode> known = read.get(name);
        if (known != null) {
            return known;
        }
        Class<?> near = supertypes.getOrDefault(name, type);
        try (InputStream file = near.getResourceAsStream("/" + name + ".class")) {
            if (file == null) {
                throw new IOException("no class file of " + name);
            }
            Map<String, MethodCode> methods = ClassCode.read(name.replace('/', '.'), file, supertypes.keySet());
            read.put(name, methods);
            return methods;
        }
    }
}
