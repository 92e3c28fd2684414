package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.Counter;
import io.metricskit.MetricConflictException;
import io.metricskit.Registry;
import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Annotations that fail the start, or, where they are found too late for that, leave the call alone. */
@ExtendWith(OutputCaptureExtension.class)
final class RefusedAnnotationTests {

    static class OtherShop {

        @Timed(
                name = "order_seconds",
                buckets = {1, 2})
        public void order() {}
    }

    @Test
    void metricsThatClashFailTheStartAndBothPlacesAreNamed() {
        AnnotatedMethodException failure =
                Failures.ofAnnotation(() -> AspectContext.of(AnnotatedShop.class, OtherShop.class));

        assertThat(failure.site()).isEqualTo(OtherShop.class.getName() + ".order");
        assertThat(failure).hasCauseInstanceOf(MetricConflictException.class);
        assertThat(failure.description())
                .startsWith(OtherShop.class.getName() + ".order: ")
                .contains(
                        "'order_seconds' was defined by the annotation of " + AnnotatedShop.class.getName() + ".order");
        assertThat(failure.action()).contains("another name");
    }

    static class CountedShop {

        @CountExceptions("order_seconds_count")
        public void order() {}
    }

    @Test
    void aNameThatWouldBeConfusedWithAnotherAnnotationsFailsTheStart() {
        AnnotatedMethodException failure =
                Failures.ofAnnotation(() -> AspectContext.of(AnnotatedShop.class, CountedShop.class));

        assertThat(failure.description())
                .startsWith(CountedShop.class.getName() + ".order: ")
                .contains(
                        "'order_seconds' was defined by the annotation of " + AnnotatedShop.class.getName() + ".order");
    }

    @Test
    void aMetricThatTheApplicationRegisteredItselfMayClashToo() {
        AnnotatedMethodException failure = Failures.ofAnnotation(() -> AspectContext.defining(context -> {
            context.registerBean(AnnotatedShop.class);
            context.registerBean(
                    Counter.class,
                    () -> Counter.builder("order_seconds").help("Mine.").register(context.getBean(Registry.class)));
        }));

        assertThat(failure.description()).contains("counter 'order_seconds'").contains("Mine.");
    }

    static class MisnamedShop {

        @CountExceptions("sales_total")
        public void order() {}
    }

    @Test
    void anAnnotationThatTheOtherMetricOnlySpeaksOfIsNotBlamed() {
        AnnotatedMethodException failure = Failures.ofAnnotation(() -> AspectContext.defining(context -> {
            context.registerBean(AnnotatedShop.class);
            context.registerBean(MisnamedShop.class);
            context.registerBean(
                    Counter.class,
                    () -> Counter.builder("sales_total")
                            .help("What 'order_seconds' takes the time of.")
                            .register(context.getBean(Registry.class)));
        }));

        assertThat(failure.description())
                .startsWith(MisnamedShop.class.getName() + ".order: ")
                .contains("What 'order_seconds' takes the time of.")
                .doesNotContain("was defined by the annotation");
    }

    static class ReservingShop {

        @CountExceptions("metrics_scrapes_total")
        public void order() {}
    }

    @Test
    void nobodyIsBlamedForANameThatIsReserved() {
        AnnotatedMethodException failure =
                Failures.ofAnnotation(() -> AspectContext.of(AnnotatedShop.class, ReservingShop.class));

        assertThat(failure.description())
                .contains("the name 'metrics_scrapes_total' is reserved")
                .doesNotContain("was defined by the annotation");
    }

    @Test
    void aMetricOfTheSameDefinitionIsShared() {
        try (AspectContext context = AspectContext.of(AnnotatedShop.class, SharingShop.class)) {
            context.bean(SharingShop.class).order();

            assertThat(context.scrape().value("order_seconds_count", "route", "/orders"))
                    .isZero();
            assertThat(context.scrape().value("order_seconds_count", "desk", "1"))
                    .isEqualTo(1);
        }
    }

    static class SharingShop {

        @Timed(value = "order_seconds", labels = "desk=1")
        public void order() {}
    }

    static class Wrong {

        static class TwoNames {
            @Timed(value = "a", name = "b")
            public void call() {}
        }

        static class TwoKinds {
            @Timed(name = "a", buckets = 1, quantiles = 0.5)
            public void call() {}
        }

        static class BadName {
            @InProgress("a b")
            public void call() {}
        }

        static class BadBuckets {
            @Timed(
                    name = "a",
                    buckets = {2, 1})
            public void call() {}
        }

        static class BadQuantile {
            @Timed(name = "a", quantiles = 1)
            public void call() {}
        }

        static class NoEquals {
            @Timed(name = "a", labels = "kind")
            public void call() {}
        }

        static class BadLabel {
            @Timed(name = "a", labels = "a-b=c")
            public void call() {}
        }

        static class BadLabelOfAnExpression {
            @Timed(name = "a", labels = "a.b=#kind")
            public void call(String kind) {}
        }

        static class NamelessLabel {
            @Timed(name = "a", labels = "=c")
            public void call() {}
        }

        static class LabelTwice {
            @Timed(
                    name = "a",
                    labels = {"b=c", "b=d"})
            public void call() {}
        }

        static class ReservedLabel {
            @Timed(name = "a", buckets = 1, labels = "le=1")
            public void call() {}
        }

        static class ReservedLabelOfAnExpression {
            @Timed(name = "a", labels = "quantile=#kind")
            public void call(String kind) {}
        }

        static class BadExpression {
            @Timed(name = "a", labels = "kind=#kind.")
            public void call(String kind) {}
        }

        static class UnknownVariable {
            @Timed(name = "a", labels = "kind=#kid")
            public void call(String kind) {}
        }

        static class Root {
            @Timed(name = "a", labels = "kind=#root.x")
            public void call(String kind) {}
        }

        static class TextWithoutQuotes {
            @Timed(name = "a", labels = "outcome=#exception == null ? success : 'failure'")
            public void call(String kind) {}
        }

        static class VariableWithoutSign {
            @Timed(name = "a", labels = "kind=#kind + '-' + region.name")
            public void call(String kind, Thread region) {}
        }

        static class MethodOfNothing {
            @Timed(name = "a", labels = "kind=#kind.concat(name())")
            public void call(String kind) {}
        }

        static class TypeInExpression {
            @Timed(name = "a", labels = "kind=#kind + T(java.lang.Runtime).getRuntime()")
            public void call(String kind) {}
        }

        static class BeanInExpression {
            @Timed(name = "a", labels = "kind=#kind + @shop")
            public void call(String kind) {}
        }

        static class NewInExpression {
            @Timed(name = "a", labels = "kind=#kind + new String('a')")
            public void call(String kind) {}
        }

        static class AssignmentInExpression {
            @Timed(name = "a", labels = "kind=#kind = 'a'")
            public void call(String kind) {}
        }

        static class ThisOutsideOfALoop {
            @Timed(name = "a", labels = "kind=#this.name")
            public void call(String kind) {}
        }

        static class UnknownVariableInALoop {
            @Timed(name = "a", labels = "kind=#kinds.?[#this == #kid][0]")
            public void call(String... kinds) {}
        }

        static class FunctionInExpression {
            @Timed(name = "a", labels = "kind=#kind.concat(#shout('a'))")
            public void call(String kind) {}
        }

        static class IncrementInExpression {
            @Timed(name = "a", labels = "count=#count++")
            public void call(int count) {}
        }

        static class DecrementInExpression {
            @Timed(name = "a", labels = "count=#count--")
            public void call(int count) {}
        }

        static class ClassInExpression {
            @Timed(name = "a", labels = "outcome=#exception?.class?.simpleName")
            public void call(String kind) {}
        }

        static class GetClassInExpression {
            @Timed(name = "a", labels = "kind=#kind.getClass()")
            public void call(String kind) {}
        }

        static class BracedExpression {
            @Timed(name = "a", labels = "type=#{kind}")
            public void call(String kind) {}
        }

        static class BracedPath {
            @Timed(name = "a", labels = "kind=#{ #kind.name }")
            public void call(String kind) {}
        }

        static class EmptyBraces {
            @Timed(name = "a", labels = "kind=#{}")
            public void call(String kind) {}
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Wrong.TwoNames.class,
                Wrong.TwoKinds.class,
                Wrong.BadName.class,
                Wrong.BadBuckets.class,
                Wrong.BadQuantile.class,
                Wrong.NoEquals.class,
                Wrong.BadLabel.class,
                Wrong.BadLabelOfAnExpression.class,
                Wrong.NamelessLabel.class,
                Wrong.LabelTwice.class,
                Wrong.ReservedLabel.class,
                Wrong.ReservedLabelOfAnExpression.class,
                Wrong.BadExpression.class,
                Wrong.UnknownVariable.class,
                Wrong.Root.class,
                Wrong.TextWithoutQuotes.class,
                Wrong.VariableWithoutSign.class,
                Wrong.MethodOfNothing.class,
                Wrong.TypeInExpression.class,
                Wrong.BeanInExpression.class,
                Wrong.NewInExpression.class,
                Wrong.AssignmentInExpression.class,
                Wrong.ThisOutsideOfALoop.class,
                Wrong.UnknownVariableInALoop.class,
                Wrong.FunctionInExpression.class,
                Wrong.IncrementInExpression.class,
                Wrong.DecrementInExpression.class,
                Wrong.ClassInExpression.class,
                Wrong.GetClassInExpression.class,
                Wrong.BracedExpression.class,
                Wrong.BracedPath.class,
                Wrong.EmptyBraces.class
            })
    void anAttributeThatMakesNoSenseFailsTheStart(Class<?> bean) {
        AnnotatedMethodException failure = Failures.ofAnnotation(() -> AspectContext.of(bean));

        assertThat(failure.site()).isEqualTo(bean.getName() + ".call");
        assertThat(failure.description()).startsWith(failure.site() + ": ").hasSizeGreaterThan(60);
        assertThat(failure.action()).endsWith(".");
    }

    @Test
    void theMessageOfAnUnknownVariableNamesThoseThatThereAre() {
        assertThat(Failures.ofAnnotation(() -> AspectContext.of(Wrong.UnknownVariable.class)))
                .hasMessageContaining("there is no variable 'kid', only [kind, ");
    }

    @Test
    void theMessageOfALabelWithoutANameDoesNotMissTheEqualsSign() {
        assertThat(Failures.ofAnnotation(() -> AspectContext.of(Wrong.NamelessLabel.class))
                        .description())
                .contains("label name")
                .doesNotContain("has no '='");
    }

    @Test
    void theMessageOfANameWithoutQuotesOrSignNamesItAndSaysHowToWriteIt() {
        AnnotatedMethodException text = Failures.ofAnnotation(() -> AspectContext.of(Wrong.TextWithoutQuotes.class));
        AnnotatedMethodException variable =
                Failures.ofAnnotation(() -> AspectContext.of(Wrong.VariableWithoutSign.class));
        AnnotatedMethodException method = Failures.ofAnnotation(() -> AspectContext.of(Wrong.MethodOfNothing.class));

        assertThat(text.description())
                .contains("the label expression '#exception == null ? success : 'failure'': ")
                .endsWith("'success' is neither a variable nor a text");
        assertThat(text.action())
                .isEqualTo("Put a text in quotes, write '#' before a variable, and before what a variable has the"
                        + " variable, as in #variable.success.");
        assertThat(variable.description()).endsWith("'region' is neither a variable nor a text");
        assertThat(method.description()).endsWith("'name()' is neither a variable nor a text");
    }

    @Test
    void theMessagesOfMisspeltExpressionsSayHowToWriteThem() {
        assertThat(Failures.ofAnnotation(() -> AspectContext.of(Wrong.BracedExpression.class))
                        .action())
                .isEqualTo("Write it without braces, such as type=#kind.");
        assertThat(Failures.ofAnnotation(() -> AspectContext.of(Wrong.BracedPath.class))
                        .action())
                .isEqualTo("Write it without braces, such as kind=#kind.name.");
        assertThat(Failures.ofAnnotation(() -> AspectContext.of(Wrong.EmptyBraces.class))
                        .action())
                .isEqualTo("Write it without braces, such as kind=#kind.");
        assertThat(Failures.ofAnnotation(() -> AspectContext.of(Wrong.ClassInExpression.class)))
                .hasMessageContaining("'class' is not allowed")
                .satisfies(failure -> assertThat(failure.action()).contains("#exception, gives the simple name"));
    }

    @Test
    void aLabelNameThatTakesUtf8NamesSaysHowToHaveThem() {
        for (Class<?> bean : new Class<?>[] {Wrong.BadLabel.class, Wrong.BadLabelOfAnExpression.class}) {
            AnnotatedMethodException failure = Failures.ofAnnotation(() -> AspectContext.of(bean));

            assertThat(failure)
                    .hasMessageContaining("a label name must match [a-zA-Z_][a-zA-Z0-9_]* in a registry without"
                            + " utf8Names(true), but got 'a")
                    .hasMessageEndingWith("b'");
            assertThat(failure.action())
                    .isEqualTo("Give the label another name, or let names have any characters with"
                            + " metrics.utf8-names=true, or Registry.builder().utf8Names(true).");
        }
    }

    @Test
    void aFaultThatOtherNamesWouldNotMendIsToBeCorrectedInTheAnnotation() {
        for (Class<?> bean : new Class<?>[] {Wrong.BadBuckets.class, Wrong.ReservedLabelOfAnExpression.class}) {
            AnnotatedMethodException failure = Failures.ofAnnotation(() -> AspectContext.of(bean));

            assertThat(failure.description()).startsWith(bean.getName() + ".call: @Timed: ");
            assertThat(failure.action()).isEqualTo("Correct the attributes of the annotation.");
        }
    }

    static class NamedTwice {

        @Timed(value = "named_twice_seconds", name = "named_twice_seconds")
        public void order() {}
    }

    @Test
    void aValueAndANameThatAreTheSameAreNoFault() {
        try (AspectContext context = AspectContext.of(NamedTwice.class)) {
            context.bean(NamedTwice.class).order();

            assertThat(context.scrape().samples("named_twice_seconds_count"))
                    .singleElement()
                    .satisfies(sample -> assertThat(sample.value()).isEqualTo(1));
        }
    }

    static class EmptyLabel {

        @Timed(name = "empty_label_seconds", labels = "kind=")
        public void order() {}
    }

    @Test
    void aLabelThatIsAlwaysEmptyFailsTheStart() {
        assertThat(Failures.ofAnnotation(() -> AspectContext.of(EmptyLabel.class)))
                .hasMessageContaining("the label 'kind=' has no value");
    }

    static class FailingLabel {

        @Timed(name = "failing_label_seconds", labels = "kind=#order.missing")
        public void order(String order) {}
    }

    @Test
    void theWarningOfAFailedExpressionNamesTheLabel(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(FailingLabel.class)) {
            context.bean(FailingLabel.class).order("book");
        }

        assertThat(output)
                .contains(FailingLabel.class.getName() + ".order failed")
                .contains("label 'kind' is left empty, since #order.missing failed")
                .contains("caused by");
    }

    @Test
    void namesThatWereNotCompiledInAreAskedForWithTheOption() throws NoSuchMethodException {
        // The JDK is compiled without names.
        AnnotatedMethod concat = new AnnotatedMethod(
                String.class,
                List.of(String.class.getMethod("concat", String.class)),
                "java.lang.String",
                List.of(),
                false);
        MethodVariables variables = new MethodVariables(concat, MethodVariables.OUTCOMES);

        AnnotatedMethodException failure =
                Failures.ofAnnotation(() -> LabelExpression.of("String.concat", "#str", variables));

        assertThat(failure.description()).contains("'str' was not compiled in");
        assertThat(failure.action()).contains("-parameters", "mvn clean");
        assertThat(LabelExpression.of("String.concat", "#result", variables).unknownOutcomes())
                .isEmpty();
    }

    static class Packing implements UnaryOperator<String> {

        @Override
        @Timed(name = "packing_seconds", labels = "kind=#kid")
        public String apply(String kind) {
            return kind;
        }
    }

    @Test
    void namesThatOnlyAnInterfaceWasCompiledWithoutAreNotAskedFor() {
        assertThat(Failures.ofAnnotation(() -> AspectContext.of(Packing.class)))
                .hasMessageContaining("there is no variable 'kid', only [kind, ");
    }

    @Configuration(proxyBeanMethods = false)
    static class HiddenWrongConfiguration {

        @Bean
        @Lazy
        WrongOrders orders() {
            return new WrongOrders() {
                @Override
                @Timed(value = "a", name = "b")
                public void order() {}
            };
        }
    }

    static class WrongOrders {

        public void order() {}
    }

    @Test
    void anAnnotationThatTurnsOutWrongAtACallDoesNotChangeTheCall(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(HiddenWrongConfiguration.class)) {
            WrongOrders orders = context.bean(WrongOrders.class);
            orders.order();
            orders.order();

            String site = HiddenWrongConfiguration.class.getName() + "$1.order";
            assertThat(context.scrape().value("metrics_instrumentation_errors_total", "site", site))
                    .isEqualTo(2);
            assertThat(output.toString().split("WARN", -1)).hasSize(2);
        }
    }
}
