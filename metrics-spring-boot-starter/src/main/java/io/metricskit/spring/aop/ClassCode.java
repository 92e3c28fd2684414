package io.metricskit.spring.aop;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.SpringAsmInfo;

/** Reads what is in the methods of a class. */
final class ClassCode extends ClassVisitor {

    private final String className;
    private final Set<String> owners;
    private final Map<String, MethodCode> methods = new HashMap<>();

    private ClassCode(String className, Set<String> owners) {
        super(SpringAsmInfo.ASM_VERSION);
        this.className = className;
        this.owners = owners;
    }

    /**
     * Reads a class file.
     *
     * @param className the name of the class
     * @param owners the classes whose fields count, by their names in class files
     * @return the methods by name and descriptor
     */
    static Map<String, MethodCode> read(String className, InputStream file, Set<String> owners) throws IOException {
        ClassCode code = new ClassCode(className, owners);
        new ClassReader(file).accept(code, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return code.methods;
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodCode code = new MethodCode(className, access, owners);
        methods.put(name + descriptor, code);
        return code;
    }
}
