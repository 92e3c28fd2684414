package io.metricskit;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rooms of the library, and who may import whom. */
final class ArchitectureTests {

    private static final String ROOT = "io.metricskit";
    private static final JavaClasses MAIN =
            new ClassFileImporter(Set.of(new ImportOption.DoNotIncludeTests())).importPackages(ROOT);

    /** Packages without a row here may not exist; the root is written as a dot. */
    @ParameterizedTest
    @CsvSource({
        "annotation, ''",
        "encoding,   ''",
        "quantile,   ''",
        "model,      encoding",
        ".,          model encoding quantile",
        "exposition, . model encoding",
        "http,       exposition .",
        "push,       exposition . model",
        "jvm,        . model"
    })
    void aRoomImportsOnlyWhatItMay(String room, String others) {
        String[] allowed = Stream.concat(
                        Stream.of(
                                "java..",
                                "javax.net.ssl",
                                "jakarta.servlet..",
                                "com.sun.net.httpserver",
                                "com.sun.management",
                                "org.jspecify.annotations",
                                packageOf(room)),
                        others.isBlank()
                                ? Stream.of()
                                : Stream.of(others.split(" ")).map(ArchitectureTests::packageOf))
                .toArray(String[]::new);

        classes()
                .that()
                .resideInAPackage(packageOf(room))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    private static String packageOf(String room) {
        return room.equals(".") ? ROOT : ROOT + "." + room;
    }

    @Test
    void thereAreNoOtherRooms() {
        assertThat(packages().map(JavaPackage::getName))
                .isSubsetOf(
                        "io.metricskit",
                        "io.metricskit.annotation",
                        "io.metricskit.encoding",
                        "io.metricskit.exposition",
                        "io.metricskit.http",
                        "io.metricskit.jvm",
                        "io.metricskit.model",
                        "io.metricskit.push",
                        "io.metricskit.quantile");
    }

    @Test
    void noPackagesDependOnEachOther() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(type.getPackageName());
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(packages())
                .isNotEmpty()
                .allSatisfy(room -> assertThat(room.isAnnotatedWith(NullMarked.class))
                        .as("@NullMarked on %s", room.getName())
                        .isTrue());
    }

    @Test
    void allPackagesButEncodingAndQuantileAreExported() {
        ModuleDescriptor module = module();
        Set<String> expected = new TreeSet<>(module.packages());
        expected.removeAll(Set.of("io.metricskit.encoding", "io.metricskit.quantile"));

        assertThat(module.exports())
                .noneMatch(ModuleDescriptor.Exports::isQualified)
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theModuleRequiresNothingAtRunTime() {
        ModuleDescriptor module = module();

        assertThat(module.requires())
                .filteredOn(required -> !required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactly("java.base");
    }

    @Test
    void typesAreNotNamedAfterTheirForm() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Helpers|Impl)")
                .because("a name says what a type is for")
                .check(MAIN);
    }

    @Test
    void noPackageIsADumpingGround() {
        noClasses()
                .should()
                .resideInAnyPackage("..internal..", "..util..", "..common..")
                .check(MAIN);
    }

    @Test
    void linesAreLoggedThroughTheSystemLogger() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MAIN);
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
    }

    @Test
    void nothingIsFoundOrCalledByReflection() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("java.lang.reflect"))
                .orShould()
                .callMethod(Class.class, "forName", String.class)
                .check(MAIN);
    }

    private static Stream<JavaPackage> packages() {
        return MAIN.stream().map(JavaClass::getPackage).collect(Collectors.toSet()).stream();
    }

    private static ModuleDescriptor module() {
        Path registry =
                Path.of(MAIN.get(Registry.class).getSource().orElseThrow().getUri());
        Path classes = registry.getParent().getParent().getParent();
        return ModuleFinder.of(classes).find(ROOT).orElseThrow().descriptor();
    }
}
