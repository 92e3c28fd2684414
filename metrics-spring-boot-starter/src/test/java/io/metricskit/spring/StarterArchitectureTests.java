package io.metricskit.spring;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.MethodResolver;
import org.springframework.expression.PropertyAccessor;

/** The rules that hold the starter's packages apart. */
@AnalyzeClasses(packages = "io.metricskit.spring", importOptions = ImportOption.DoNotIncludeTests.class)
final class StarterArchitectureTests {

    private static final String AUTOCONFIGURE = "io.metricskit.spring.autoconfigure..";

    @ArchTest
    static final ArchRule NOBODY_IMPORTS_THE_WIRING = noClasses()
            .that()
            .resideOutsideOfPackage(AUTOCONFIGURE)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(AUTOCONFIGURE);

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.metricskit.spring.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule ASPECTS_KNOW_NO_WEB = noClasses()
            .that()
            .resideInAPackage("io.metricskit.spring.aop..")
            .and()
            .doNotHaveFullyQualifiedName("io.metricskit.spring.aop.RequestEnding")
            .and()
            .doNotHaveFullyQualifiedName("io.metricskit.spring.aop.RequestEnding$RequestCall")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.metricskit.spring.web..", "org.springframework.web..", "jakarta.servlet..")
            .because(
                    "a batch job has annotated methods too; the one class for results of Spring MVC is only loaded there");

    @ArchTest
    static final ArchRule OPTIONAL_LIBRARIES_STAY_IN_THEIR_CLASSES = noClasses()
            .that()
            .resideInAPackage("io.metricskit.spring.aop..")
            .and()
            .haveNameNotMatching(".*\\.(ReactorEnding|RxJavaEnding|FlowEnding|JobEnding)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor..", "io.reactivex..", "kotlin..", "kotlinx..")
            .because("the aspects work where they are not on the class path");

    @ArchTest
    static final ArchRule NO_STATIC_FIELD_REMEMBERS_CLASSES = noFields()
            .that()
            .areStatic()
            .should()
            .haveRawType(assignableTo(EvaluationContext.class))
            .orShould()
            .haveRawType(assignableTo(PropertyAccessor.class))
            .orShould()
            .haveRawType(assignableTo(MethodResolver.class))
            .because("devtools starts an application again with the same starter, and its old classes have to go");

    @ArchTest
    static final ArchRule AUTO_CONFIGURATIONS_ARE_FINAL_AND_NAMED_SO = classes()
            .that()
            .areAnnotatedWith(AutoConfiguration.class)
            .should()
            .bePublic()
            .andShould()
            .haveModifier(JavaModifier.FINAL)
            .andShould()
            .haveSimpleNameEndingWith("AutoConfiguration");

    @ArchTest
    static final ArchRule WIRING_OFFERS_NO_METHOD = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(AutoConfiguration.class)
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule BEANS_BEAR_OUR_NAME = methods()
            .that()
            .areAnnotatedWith(Bean.class)
            .should()
            .haveNameStartingWith("metricsKit")
            .because("Actuator and Micrometer have taken the plain names");

    @ArchTest
    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .should(new ArchCondition<>("be in a @NullMarked package") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    if (!item.getPackage().isAnnotatedWith(NullMarked.class)) {
                        events.add(SimpleConditionEvent.violated(item, item.getPackageName() + " is not @NullMarked"));
                    }
                }
            });

    @ArchTest
    static final ArchRule JACKSON_IS_NOT_USED = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml..", "tools.jackson..")
            .because("Spring Boot 3 and 4 bring different ones");
}
