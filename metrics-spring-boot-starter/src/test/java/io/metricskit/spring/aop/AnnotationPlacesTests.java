package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.transform.Internal;
import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import io.metricskit.testkit.TextExposition;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AliasFor;
import org.springframework.samples.shop.SampleShop;

/** Where annotations are found, and what they are called there. */
final class AnnotationPlacesTests {

    static class Shop {

        @Timed("order_seconds")
        @InProgress("orders_in_progress")
        @CountExceptions("order_failures_total")
        public void order() {}

        @Timed
        @InProgress
        @CountExceptions
        public void pay() {}

        @Timed(labels = {"class=shop", "kind=card"})
        public void refund() {}

        @Timed(name = "short_seconds", labels = "kind=short")
        @Timed(
                name = "long_seconds",
                buckets = {0.1, 1})
        public void ship() {}

        @Timed("twice_seconds")
        @Timed(name = "twice_seconds", labels = "kind=b")
        public void twice() {}

        @Timed("protected_seconds")
        protected void pack() {}

        public void unmeasured() {}

        public void orderByItself() {
            order();
        }
    }

    @Test
    void theThreeKindsMeasureOneMethodTogether() {
        try (AspectContext context = AspectContext.of(Shop.class)) {
            context.bean(Shop.class).order();

            TextExposition scrape = context.scrape();
            assertThat(scrape.value("order_seconds_count")).isEqualTo(1);
            assertThat(scrape.value("orders_in_progress")).isZero();
            assertThat(scrape.value("order_failures_total")).isZero();
            assertThat(scrape.family("order_seconds").type()).isEqualTo("summary");
            assertThat(scrape.samples("order_seconds"))
                    .extracting(sample -> sample.label("quantile").orElseThrow())
                    .containsExactly("0.5", "0.9", "0.99");
        }
    }

    @Test
    void withoutANameTheMetricIsThatOfAllMethodsAndTheLabelsSayWhich() {
        try (AspectContext context = AspectContext.of(Shop.class)) {
            context.bean(Shop.class).pay();

            TextExposition scrape = context.scrape();
            String[] place = {"class", Shop.class.getName(), "method", "pay"};
            assertThat(scrape.value("method_duration_seconds_count", place)).isEqualTo(1);
            assertThat(scrape.value("method_in_progress", place)).isZero();
            assertThat(scrape.value("method_exceptions_total", place)).isZero();
        }
    }

    @Test
    void givenLabelsJoinThoseOfThePlaceAndWinOverThem() {
        try (AspectContext context = AspectContext.of(Shop.class)) {
            context.bean(Shop.class).refund();

            assertThat(context.scrape()
                            .value(
                                    "method_duration_seconds_count",
                                    "class",
                                    "shop",
                                    "method",
                                    "refund",
                                    "kind",
                                    "card"))
                    .isEqualTo(1);
        }
    }

    @Test
    void repeatedAnnotationsAllCount() {
        try (AspectContext context = AspectContext.of(Shop.class)) {
            context.bean(Shop.class).ship();
            context.bean(Shop.class).twice();

            TextExposition scrape = context.scrape();
            assertThat(scrape.value("short_seconds_count", "kind", "short")).isEqualTo(1);
            assertThat(scrape.family("long_seconds").type()).isEqualTo("histogram");
            assertThat(scrape.samples("long_seconds_bucket"))
                    .extracting(sample -> sample.label("le").orElseThrow())
                    .containsExactly("0.1", "1.0", "+Inf");
            assertThat(scrape.value("twice_seconds_count")).isEqualTo(1);
            assertThat(scrape.value("twice_seconds_count", "kind", "b")).isEqualTo(1);
        }
    }

    @Test
    void aMethodThatIsNotPublicIsMeasuredWhereItsProxyExtendsTheClass() {
        try (AspectContext context = AspectContext.of(Shop.class)) {
            context.bean(Shop.class).pack();

            assertThat(context.scrape().value("protected_seconds_count")).isEqualTo(1);
        }
    }

    @Test
    void whatABeanCallsOnItselfIsNotMeasured() {
        try (AspectContext context = AspectContext.of(Shop.class)) {
            context.bean(Shop.class).orderByItself();

            assertThat(context.scrape().value("order_seconds_count")).isZero();
        }
    }

    static class Unmeasured {

        public void call() {}
    }

    @Test
    void aBeanWithoutAnnotationsGetsNoProxy() {
        try (AspectContext context = AspectContext.of(Unmeasured.class)) {
            assertThat(AopUtils.isAopProxy(context.bean(Unmeasured.class))).isFalse();
        }
    }

    @Timed(value = "desk_seconds", labels = "place=type")
    static class Desk {

        public void open() {}

        @Timed(value = "desk_seconds", labels = "place=method")
        public void close() {}

        @InProgress("desk_cleanings")
        public void clean() {}

        void lock() {}

        @Override
        public String toString() {
            return "desk";
        }

        @Internal
        public Class<?> getMetaClass() {
            return Desk.class;
        }
    }

    static class CornerDesk extends Desk {

        public void turn() {}
    }

    @Test
    void anAnnotationOnAClassHoldsForItsPublicMethods() {
        try (AspectContext context = AspectContext.of(Desk.class)) {
            Desk desk = context.bean(Desk.class);
            desk.open();
            desk.clean();
            desk.lock();
            assertThat(desk.toString()).isEqualTo("desk");
            assertThat(desk.getMetaClass()).isEqualTo(Desk.class);

            assertThat(context.scrape().value("desk_seconds_count", "place", "type"))
                    .isEqualTo(2);
        }
    }

    @Test
    void anAnnotationOnAMethodReplacesThoseOfItsKindOnTheClass() {
        try (AspectContext context = AspectContext.of(Desk.class)) {
            context.bean(Desk.class).close();

            TextExposition scrape = context.scrape();
            assertThat(scrape.value("desk_seconds_count", "place", "method")).isEqualTo(1);
            assertThat(scrape.value("desk_seconds_count", "place", "type")).isZero();
        }
    }

    @Test
    void anAnnotationOnASuperclassHoldsForItsSubclasses() {
        try (AspectContext context = AspectContext.of(CornerDesk.class)) {
            CornerDesk desk = context.bean(CornerDesk.class);
            desk.open();
            desk.turn();
            desk.close();

            TextExposition scrape = context.scrape();
            assertThat(scrape.value("desk_seconds_count", "place", "type")).isEqualTo(2);
            assertThat(scrape.value("desk_seconds_count", "place", "method")).isEqualTo(1);
        }
    }

    static class FirstBranch extends Branch {}

    static class SecondBranch extends Branch {}

    abstract static class Branch {

        @Timed
        public void sell() {}
    }

    @Test
    void aMethodThatTwoClassesInheritIsMeasuredForEach() {
        try (AspectContext context = AspectContext.of(FirstBranch.class, SecondBranch.class)) {
            context.bean(FirstBranch.class).sell();
            context.bean(SecondBranch.class).sell();
            context.bean(SecondBranch.class).sell();

            TextExposition scrape = context.scrape();
            assertThat(scrape.value(
                            "method_duration_seconds_count", "class", FirstBranch.class.getName(), "method", "sell"))
                    .isEqualTo(1);
            assertThat(scrape.value(
                            "method_duration_seconds_count", "class", SecondBranch.class.getName(), "method", "sell"))
                    .isEqualTo(2);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Timed(
            name = "slow_seconds",
            help = "Slow calls.",
            buckets = {1, 10})
    @InProgress("slow_in_progress")
    @interface Slow {

        @AliasFor(annotation = Timed.class, attribute = "labels")
        String[] value() default {};
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Timed("a_seconds")
    @Timed("b_seconds")
    @interface TimedTwice {}

    static class Archive {

        @Slow("shelf=old")
        public void search() {}

        @Slow
        @Timed("sort_seconds")
        public void sort() {}

        @TimedTwice
        public void index() {}

        @TimedTwice
        @Timed("a_seconds")
        @CountExceptions("lost_total")
        @CountExceptions("lost_total")
        public void weed() {
            throw new IllegalStateException();
        }
    }

    @Test
    void annotationsOfTheUsersOwnCarryOursAndOverrideTheirAttributes() {
        try (AspectContext context = AspectContext.of(Archive.class)) {
            context.bean(Archive.class).search();

            TextExposition scrape = context.scrape();
            assertThat(scrape.value("slow_seconds_count", "shelf", "old")).isEqualTo(1);
            assertThat(scrape.family("slow_seconds").help()).isEqualTo("Slow calls.");
            assertThat(scrape.has("slow_in_progress")).isTrue();
        }
    }

    @Test
    void anAnnotationOfTheUsersOwnStandsBesideOneOfOurs() {
        try (AspectContext context = AspectContext.of(Archive.class)) {
            context.bean(Archive.class).sort();

            TextExposition scrape = context.scrape();
            assertThat(scrape.value("slow_seconds_count")).isEqualTo(1);
            assertThat(scrape.value("sort_seconds_count")).isEqualTo(1);
        }
    }

    @Test
    void anAnnotationOfTheUsersOwnMayRepeatOurs() {
        try (AspectContext context = AspectContext.of(Archive.class)) {
            context.bean(Archive.class).index();

            TextExposition scrape = context.scrape();
            assertThat(scrape.value("a_seconds_count")).isEqualTo(1);
            assertThat(scrape.value("b_seconds_count")).isEqualTo(1);
        }
    }

    @Test
    void anAnnotationThatIsThereTwiceCountsOnce() {
        try (AspectContext context = AspectContext.of(Archive.class)) {
            assertThatThrownBy(() -> context.bean(Archive.class).weed()).isInstanceOf(IllegalStateException.class);

            TextExposition scrape = context.scrape();
            assertThat(scrape.value("a_seconds_count")).isEqualTo(1);
            assertThat(scrape.value("lost_total")).isEqualTo(1);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @Repeatable(Book.Shelf.class)
    @Timed
    @interface Book {

        @AliasFor(annotation = Timed.class, attribute = "name")
        String value();

        @Retention(RetentionPolicy.RUNTIME)
        @interface Shelf {
            Book[] value();
        }
    }

    static class EmptyShelf {

        @Book.Shelf({})
        public void dust() {}
    }

    static class Library {

        @Book("c_seconds")
        @Book("d_seconds")
        public void lend() {}
    }

    @Test
    void repeatedAnnotationsOfOnesOwnAreFoundBehindAnEmptyContainerOfThem() {
        try (AspectContext context = AspectContext.of(EmptyShelf.class, Library.class)) {
            context.bean(Library.class).lend();

            assertThat(context.scrape().value("c_seconds_count")).isEqualTo(1);
        }
    }

    @Test
    void anAnnotationOfTheUsersOwnThatCarriesOursMayBeRepeated() {
        try (AspectContext context = AspectContext.of(Library.class)) {
            context.bean(Library.class).lend();

            TextExposition scrape = context.scrape();
            assertThat(scrape.value("c_seconds_count")).isEqualTo(1);
            assertThat(scrape.value("d_seconds_count")).isEqualTo(1);
        }
    }

    @Test
    void classesOfUsersBelowThePackageOfSpringAreLookedAtAsAllOthers() {
        try (AspectContext context = AspectContext.of(SampleShop.Shop.class)) {
            SampleShop.Shop shop = context.bean(SampleShop.Shop.class);
            shop.sell();
            shop.count();
            shop.close();
            assertThat(shop.getInterval())
                    .as("what a method of the framework returns")
                    .isPositive();

            TextExposition scrape = context.scrape();
            assertThat(scrape.value("sample_seconds_count")).isEqualTo(3);
            assertThat(scrape.value("sales_failed_total")).isZero();
            assertThat(scrape.value("counts_in_progress")).isZero();
        }
    }

    abstract static class Hidden {

        @Timed("hidden_seconds")
        public void work() {}

        public void rest() {}
    }

    /** Public, so that the compiler adds a bridge for each method that it inherits from the class which is not. */
    @Timed("shown_seconds")
    public static class Shown extends Hidden {}

    @Test
    void publicMethodsInheritedFromAPackagePrivateClassAreMeasured() {
        try (AspectContext context = AspectContext.strict(Shown.class)) {
            Shown shown = context.bean(Shown.class);
            Hidden hidden = shown;
            shown.work();
            hidden.work();
            shown.rest();

            assertThat(context.scrape().value("hidden_seconds_count")).isEqualTo(2);
            assertThat(context.scrape().value("shown_seconds_count")).isEqualTo(1);
        }
    }
}
