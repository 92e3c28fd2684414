package io.metricskit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every public type shows by an example what it is for, and every example is code that runs: it stands, but for white
 * space, in {@link ExamplesTests}.
 */
final class DocumentationTests {

    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Path EXAMPLES = Path.of("src", "test", "java", "io", "metricskit", "ExamplesTests.java");
    private static final Set<String> NOT_EXPORTED = Set.of("encoding", "quantile");
    private static final String BEGIN = "<pre>{@code";
    private static final String END = "}</pre>";

    /** A public type of an exported package and its documentation comment. */
    private record PublicType(String name, String comment) {
        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void thePublicTypesAreFound() {
        assertThat(publicTypes())
                .extracting(PublicType::name)
                .contains("Registry", "Registry.Builder", "Counter.Child", "Timed", "Labels", "ScrapeRequest.Builder")
                .doesNotContain(
                        "Family", "Counter.OverflowChild", "ByteWriter", "QuantileWindow", "ScrapeResponse.Body");
    }

    @ParameterizedTest
    @MethodSource("publicTypes")
    void aPublicTypeHasExamplesThatRun(PublicType type) throws IOException {
        List<String> examples = examples(type.comment());

        assertThat(examples).as("examples in the javadoc of %s", type).isNotEmpty();
        String tested = withoutSpace(Files.readString(EXAMPLES));
        assertThat(examples)
                .allSatisfy(example -> assertThat(tested)
                        .as("an example of %s in %s", type, EXAMPLES.getFileName())
                        .contains(withoutSpace(example)));
    }

    static Stream<PublicType> publicTypes() {
        List<PublicType> types = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sourceFiles()));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree file : task.parse()) {
                new TypeScanner(docs, types).scan(file, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return types.stream();
    }

    private static List<Path> sourceFiles() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.getFileName().toString().endsWith("-info.java"))
                    .filter(file -> !NOT_EXPORTED.contains(
                            file.getParent().getFileName().toString()))
                    .toList();
        }
    }

    /** Collects the types that are public, those in them included: the members of an interface always are. */
    private static final class TypeScanner extends TreePathScanner<Void, Void> {

        private final DocTrees docs;
        private final List<PublicType> found;
        private String outer = "";
        private boolean insideInterface;

        TypeScanner(DocTrees docs, List<PublicType> found) {
            this.docs = docs;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (insideInterface || type.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
                String name = outer + type.getSimpleName();
                String comment = docs.getDocComment(getCurrentPath());
                found.add(new PublicType(name, comment == null ? "" : comment));
                String outerBefore = outer;
                boolean insideBefore = insideInterface;
                outer = name + ".";
                insideInterface = type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
                super.visitClass(type, null);
                outer = outerBefore;
                insideInterface = insideBefore;
            }
            return null;
        }
    }

    private static List<String> examples(String comment) {
        List<String> examples = new ArrayList<>();
        int begin = comment.indexOf(BEGIN);
        while (begin >= 0) {
            int end = comment.indexOf(END, begin);
            assertThat(end).as("the end of an example in: %s", comment).isPositive();
            examples.add(comment.substring(begin + BEGIN.length(), end));
            begin = comment.indexOf(BEGIN, end);
        }
        return examples;
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
