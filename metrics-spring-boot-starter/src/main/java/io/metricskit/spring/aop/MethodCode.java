package io.metricskit.spring.aop;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.SpringAsmInfo;

/** What is in a method, as far as it tells of the use of fields. Compared by identity. */
final class MethodCode extends MethodVisitor {

    /**
     * A call, or a handle by which something else calls.
     *
     * @param method the name and the descriptor
     * @param isExact whether it runs that very method, overridden or not
     */
    record Call(String owner, String method, boolean isExact) {}

    private final String className;
    private final int modifiers;
    private final Set<String> owners;
    private final List<Call> calls = new ArrayList<>();
    private boolean usesField;

    MethodCode(String className, int modifiers, Set<String> owners) {
        super(SpringAsmInfo.ASM_VERSION);
        this.className = className;
        this.modifiers = modifiers;
        this.owners = owners;
    }

    String className() {
        return className;
    }

    int modifiers() {
        return modifiers;
    }

    List<Call> calls() {
        return calls;
    }

    /** Returns whether the method itself reads or writes a field of an object of the owners. */
    boolean usesField() {
        return usesField;
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        boolean isOfObject = opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD;
        usesField |= isOfObject && owners.contains(owner);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        calls.add(new Call(owner, name + descriptor, opcode == Opcodes.INVOKESPECIAL));
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        for (Object each : arguments) {
            if (each instanceof Handle handle) {
                boolean isExact = handle.getTag() == Opcodes.H_INVOKESPECIAL;
                calls.add(new Call(handle.getOwner(), handle.getName() + handle.getDesc(), isExact));
            }
        }
    }
}
