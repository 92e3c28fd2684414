package io.metricskit.spring.aop;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;
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
    private final Map<String, Map<String, Code>> read = new HashMap<>();
    private final Set<Code> harmless = new HashSet<>();

    FieldUse(Class<?> type) {
        this.type = type;
        TypeHierarchy.classesOf(type).forEach(each -> supertypes.put(Type.getInternalName(each), each));
        TypeHierarchy.interfacesOf(type).forEach(each -> supertypes.put(Type.getInternalName(each), each));
    }

    /** Returns whether a method of the class, own or inherited, uses fields. */
    boolean isIn(Method method) {
        try {
            Code code = read(Type.getInternalName(method.getDeclaringClass()))
                    .get(method.getName() + Type.getMethodDescriptor(method));
            return code == null || isIn(code);
        } catch (IOException | RuntimeException e) {
            return true;
        }
    }

    private boolean isIn(Code method) throws IOException {
        Set<Code> found = new HashSet<>(Set.of(method));
        Deque<Code> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            Code next = open.pop();
            // Nobody can read what a native method does.
            if (next.usesField || Modifier.isNative(next.modifiers)) {
                return true;
            }
            for (Call call : next.calls) {
                for (Code called : staying(call)) {
                    if (!harmless.contains(called) && found.add(called)) {
                        open.push(called);
                    }
                }
            }
        }
        harmless.addAll(found);
        return false;
    }

    /** Returns what a call runs that no proxy passes on to the bean. */
    private Collection<Code> staying(Call call) throws IOException {
        if (!supertypes.containsKey(call.owner)) {
            return isInner(call.owner) ? read(call.owner).values() : List.of();
        }
        Code called = call.method.startsWith("<") ? null : find(call.owner, call.method);
        if (called != null && !call.isExact && called.isOverridable()) {
            called = find(Type.getInternalName(type), call.method);
        }
        return called == null || (!call.isExact && isOverriddenByProxy(called)) ? List.of() : List.of(called);
    }

    private boolean isInner(String name) {
        return supertypes.keySet().stream().anyMatch(each -> name.startsWith(each + "$"));
    }

    /** Finds a method in a class or interface, else in its superclasses, else in the interfaces. */
    private @Nullable Code find(String owner, String method) throws IOException {
        Code found = read(owner).get(method);
        boolean isBelow = !supertypes.getOrDefault(owner, type).isInterface();
        for (String each : supertypes.keySet()) {
            isBelow &= !each.equals(owner);
            found = found != null || isBelow ? found : read(each).get(method);
        }
        return found;
    }

    private boolean isOverriddenByProxy(Code method) {
        boolean isOfPackage = (method.modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) == 0;
        return method.isOverridable()
                && !(isOfPackage && !ClassUtils.getPackageName(method.className).equals(type.getPackageName()));
    }

    private Map<String, Code> read(String name) throws IOException {
        Map<String, Code> known = read.get(name);
        if (known != null) {
            return known;
        }
        Class<?> near = supertypes.getOrDefault(name, type);
        try (InputStream file = near.getResourceAsStream("/" + name + ".class")) {
            if (file == null) {
                throw new IOException("no class file of " + name);
            }
            Methods methods = new Methods(supertypes.keySet());
            new ClassReader(file).accept(methods, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            read.put(name, methods.all);
            return methods.all;
        }
    }

    /**
     * A call, or a handle by which something else calls.
     *
     * @param method the name and the descriptor
     * @param isExact whether it runs that very method, overridden or not
     */
    private record Call(String owner, String method, boolean isExact) {}

    /** What is in a method. Compared by identity. */
    private static final class Code extends MethodVisitor {

        private final String className;
        private final int modifiers;
        private final Set<String> owners;
        private final List<Call> calls = new ArrayList<>();
        private boolean usesField;

        Code(String className, int modifiers, Set<String> owners) {
            super(SpringAsmInfo.ASM_VERSION);
            this.className = className;
            this.modifiers = modifiers;
            this.owners = owners;
        }

        boolean isOverridable() {
            return (modifiers & (Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL)) == 0;
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            boolean isOfObject = opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD;
            usesField |= isOfObject && owners.contains(owner);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            boolean isExact = opcode == Opcodes.INVOKESPECIAL || opcode == Opcodes.INVOKESTATIC;
            calls.add(new Call(owner, name + descriptor, isExact));
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            for (Object each : arguments) {
                if (each instanceof Handle handle) {
                    boolean isExact =
                            handle.getTag() == Opcodes.H_INVOKESPECIAL || handle.getTag() == Opcodes.H_INVOKESTATIC;
                    calls.add(new Call(handle.getOwner(), handle.getName() + handle.getDesc(), isExact));
                }
            }
        }
    }

    /** The methods of a class. */
    private static final class Methods extends ClassVisitor {

        private final Set<String> owners;
        private final Map<String, Code> all = new HashMap<>();
        private String className = "";

        Methods(Set<String> owners) {
            super(SpringAsmInfo.ASM_VERSION);
            this.owners = owners;
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String @Nullable [] interfaces) {
            className = name.replace('/', '.');
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            Code code = new Code(className, access, owners);
            all.put(name + descriptor, code);
            return code;
        }
    }
}
