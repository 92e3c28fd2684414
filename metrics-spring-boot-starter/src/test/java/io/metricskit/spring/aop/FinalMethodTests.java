package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.Timed;
import jakarta.annotation.PostConstruct;
import java.io.Closeable;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kotlin.Metadata;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.support.ApplicationObjectSupport;
import org.springframework.core.Ordered;

/** Annotations in classes whose other methods are final, and would read empty fields on a proxy of the class. */
@ExtendWith(OutputCaptureExtension.class)
final class FinalMethodTests {

    static class Disk extends AbstractHealthIndicator {

        private final int free;

        Disk() {
            this.free = 5;
        }

        @Override
        protected void doHealthCheck(Health.Builder builder) {
            builder.up().withDetail("free", free);
        }

        @Timed("clean_seconds")
        public void clean() {}
    }

    @Test
    void aFrameworksFinalMethodThatItsInterfaceHasGoesOnWorking(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Disk.class)) {
            assertThat(context.bean(HealthIndicator.class).health().getStatus()).isEqualTo(Status.UP);
            assertThat(context.scrape().hasFamily("clean_seconds")).isFalse();
            assertThat(output)
                    .contains(Disk.class.getName() + ".clean: the annotation has no effect, since the class extends"
                            + " AbstractHealthIndicator, whose final methods fail on a proxy that extends it, where"
                            + " fields are empty: health. Move the method to another bean");
        }
    }

    static class OrderedDisk extends Disk implements Ordered {

        private final int order;

        OrderedDisk() {
            this.order = 3;
        }

        @Override
        public final int getOrder() {
            return order;
        }
    }

    @Test
    void ofTwoClassesWithFinalMethodsThatOfTheFrameworkIsNamed(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(OrderedDisk.class)) {
            assertThat(context.bean(OrderedDisk.class).getOrder()).isEqualTo(3);
            assertThat(output)
                    .contains(OrderedDisk.class.getName()
                            + ".clean: the annotation has no effect, since the class extends"
                            + " AbstractHealthIndicator, whose final methods fail on a proxy that extends it, where"
                            + " fields are empty: health. Move the method to another bean");
        }
    }

    /** As gRPC's {@code BindableService}. */
    interface Bindable {

        String bind();
    }

    /** As what the compiler of gRPC makes of a service. */
    abstract static class GreeterBase implements Bindable {

        @Override
        public final String bind() {
            return bind(this);
        }

        private static String bind(GreeterBase greeter) {
            return "bound " + greeter.greet();
        }

        public String greet() {
            throw new UnsupportedOperationException();
        }
    }

    static class Greeter extends GreeterBase implements Ordered {

        private final String greeting;

        Greeter() {
            this.greeting = "hello";
        }

        @Override
        @Timed("greet_seconds")
        public String greet() {
            return greeting;
        }

        @Override
        public final int getOrder() {
            return 5;
        }

        public final String place() {
            return "EU";
        }
    }

    @Test
    void finalMethodsThatUseNoFieldsAreNoObstacle(CapturedOutput output) {
        try (AspectContext context = AspectContext.strict(Greeter.class)) {
            assertThat(context.bean(Bindable.class).bind()).isEqualTo("bound hello");
            assertThat(context.bean(Greeter.class).getOrder()).isEqualTo(5);
            assertThat(context.scrape().value("greet_seconds_count")).isEqualTo(1);
            assertThat(output).doesNotContain("empty fields");
        }
    }

    static class Connection implements InitializingBean, DisposableBean, BeanNameAware {

        private @Nullable String name;

        @Override
        public final void setBeanName(String name) {
            this.name = name;
        }

        @Override
        public final void afterPropertiesSet() {
            name += " is open";
        }

        @Override
        public final void destroy() {
            name = null;
        }

        @Timed("connection_seconds")
        public @Nullable String state() {
            return name;
        }
    }

    static class CloseableConnection implements Closeable {

        private @Nullable String name = "closeable";

        @Override
        public final void close() {
            name = null;
        }

        @Timed("connection_seconds")
        public @Nullable String state() {
            return name;
        }
    }

    static class AutoCloseableConnection implements AutoCloseable {

        private @Nullable String name = "closeable";

        @Override
        public final void close() {
            name = null;
        }

        @Timed("connection_seconds")
        public @Nullable String state() {
            return name;
        }
    }

    @Test
    void finalMethodsThatSpringCallsOnTheBeanItselfAreNoObstacle() {
        try (AspectContext context = AspectContext.strict(Connection.class)) {
            assertThat(context.bean(Connection.class).state()).endsWith(" is open");
            assertThat(context.scrape().value("connection_seconds_count")).isEqualTo(1);
        }
        try (AspectContext context = AspectContext.strict(CloseableConnection.class)) {
            assertThat(context.bean(CloseableConnection.class).state()).isEqualTo("closeable");
            assertThat(context.scrape().value("connection_seconds_count")).isEqualTo(1);
        }
        try (AspectContext context = AspectContext.strict(AutoCloseableConnection.class)) {
            assertThat(context.bean(AutoCloseableConnection.class).state()).isEqualTo("closeable");
            assertThat(context.scrape().value("connection_seconds_count")).isEqualTo(1);
        }
    }

    static class Tariff {

        private final String currency;

        Tariff() {
            this.currency = "EUR";
        }

        public static final String currencyOf(Tariff tariff) {
            return tariff.currency;
        }

        private final String ownCurrency() {
            return currency;
        }

        @Timed("tariff_seconds")
        public String change() {
            return ownCurrency();
        }
    }

    @Test
    void neitherStaticNorPrivateMethodsAreCalledOnAProxy(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Tariff.class)) {
            assertThat(context.bean(Tariff.class).change()).isEqualTo("EUR");

            assertThat(context.scrape().value("tariff_seconds_count")).isEqualTo(1);
            assertThat(output).doesNotContain("empty fields");
        }
    }

    interface Prices {

        String currency();

        void change();
    }

    static class ListPrices implements Prices, Supplier<String> {

        private final String currency;

        ListPrices() {
            this.currency = "EUR";
        }

        @Override
        public final String currency() {
            return currency;
        }

        /** For the compiler there is also a {@code get()} that returns an Object, which is not final. */
        @Override
        public final String get() {
            return currency;
        }

        @Override
        @Timed("change_seconds")
        public void change() {}
    }

    @Test
    void aFinalMethodOfTheApplicationThatAnInterfaceHasGoesOnWorking(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(ListPrices.class)) {
            assertThat(context.bean(Prices.class).currency()).isEqualTo("EUR");
            assertThat(context.scrape().hasFamily("change_seconds")).isFalse();
            assertThat(output)
                    .contains(ListPrices.class.getName() + ".change: the annotation has no effect, since the class has"
                            + " final methods that fail on a proxy that extends it, where fields are empty: currency."
                            + " Remove final (Kotlin: open, or the plugin kotlin-spring).");
        }
    }

    interface PricesOfAShop extends Prices {}

    static class OwnPrices implements PricesOfAShop {

        private final String currency;

        OwnPrices() {
            this.currency = "EUR";
        }

        @Override
        public final String currency() {
            return currency;
        }

        @Override
        @Timed("change_seconds")
        public void change() {}
    }

    @Test
    void aFinalMethodThatAnInterfaceHasFromAnotherOneGoesOnWorking(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(OwnPrices.class)) {
            assertThat(context.bean(Prices.class).currency()).isEqualTo("EUR");
            assertThat(output).contains(OwnPrices.class.getName() + ".change: the annotation has no effect");
        }
    }

    static class ShopPrices extends ListPrices {

        @Timed("close_seconds")
        public void closeForToday() {}
    }

    @Test
    void onlyTheClassThatHasAFinalMethodItselfIsToldToRemoveFinal(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(ShopPrices.class)) {
            assertThat(context.bean(Prices.class).currency()).isEqualTo("EUR");
            assertThat(output)
                    .contains(ShopPrices.class.getName() + ".closeForToday: the annotation has no effect, since the"
                            + " class extends ListPrices, whose final methods fail on a proxy that extends it, where"
                            + " fields are empty: currency. Move the method to another bean")
                    .doesNotContain("Remove final");
        }
    }

    static class BaseOfTills {

        @Timed("open_seconds")
        public final void open() {}
    }

    static class Till extends BaseOfTills {}

    static class BaseOfDesks {

        public final void open() {}
    }

    @Timed
    static class Desk extends BaseOfDesks {

        public void work() {}
    }

    @Test
    void anInheritedFinalMethodWithAnAnnotationIsNotToBeChanged(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Till.class)) {
            context.bean(Till.class).open();

            assertThat(context.scrape().hasFamily("open_seconds")).isFalse();
            assertThat(output)
                    .contains(Till.class.getName() + ".open: the annotation has no effect, since a final method cannot"
                            + " be intercepted. Move the method to another bean");
        }
    }

    @Test
    void anInheritedFinalMethodOfAnAnnotatedClassIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Desk.class)) {
            context.bean(Desk.class).open();

            assertThat(output)
                    .contains(Desk.class.getName() + ".open: the annotation has no effect, since a final method cannot"
                            + " be intercepted.");
        }
    }

    @Test
    void finalMethodsAreNoObstacleToAProxyByInterfaces(CapturedOutput output) {
        try (AspectContext context = AspectContext.withInterfaceProxies(ListPrices.class)) {
            context.bean(Prices.class).change();

            assertThat(context.bean(Prices.class).currency()).isEqualTo("EUR");
            assertThat(context.scrape().value("change_seconds_count")).isEqualTo(1);
            assertThat(output).doesNotContain(" WARN ");
        }
    }

    static class Names implements Supplier<Object> {

        private final String name;

        Names() {
            this.name = "shop";
        }

        @Override
        public final String get() {
            return name;
        }

        @Timed("rename_seconds")
        public void rename() {}
    }

    @Test
    void aFinalMethodThatAGenericInterfaceHasByAnotherNameOfItsResultIsPassedOnToTheBean() {
        try (AspectContext context = AspectContext.strict(Names.class)) {
            Supplier<?> names = context.bean(Names.class);
            context.bean(Names.class).rename();

            assertThat(names.get()).isEqualTo("shop");
            assertThat(context.scrape().value("rename_seconds_count")).isEqualTo(1);
        }
    }

    static class FinalOnly implements Prices {

        private final String currency;

        FinalOnly() {
            this.currency = "EUR";
        }

        @Override
        @Timed("currency_seconds")
        public final String currency() {
            return currency;
        }

        @Override
        public void change() {}
    }

    @Test
    void anAnnotatedFinalMethodThatAnInterfaceHasWorksAsIfItHadNoAnnotation() {
        try (AspectContext context = AspectContext.of(FinalOnly.class)) {
            assertThat(context.bean(Prices.class).currency()).isEqualTo("EUR");
            assertThat(AopUtils.isAopProxy(context.bean(Prices.class))).isFalse();
        }
    }

    static class Base {

        private final String region;

        Base() {
            this.region = "EU";
        }

        public final String region() {
            return region;
        }

        protected final String forSubclasses() {
            return region;
        }
    }

    static class Shop extends Base {

        final String place() {
            return forSubclasses();
        }

        @Timed("order_seconds")
        public void order() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoShops {

        @Bean
        Shop first() {
            return new Shop();
        }

        @Bean
        Shop second() {
            return new Shop();
        }
    }

    static class Overloading {

        private final int rate;

        Overloading() {
            this.rate = 3;
        }

        public final int rate() {
            return rate;
        }

        public final int rate(int factor) {
            return rate * factor;
        }

        public final int item() {
            return rate;
        }

        public final int hall() {
            return rate;
        }

        public final int gate() {
            return rate;
        }

        public final int farm() {
            return rate;
        }

        public final int edge() {
            return rate;
        }

        public final int desk() {
            return rate;
        }

        public final int code() {
            return rate;
        }

        public final int base() {
            return rate;
        }

        public final int area() {
            return rate;
        }

        @Timed("overloading_seconds")
        public void order() {}
    }

    @Test
    void finalMethodsAreNamedOnceAndInOrder(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Overloading.class)) {
            context.bean(Overloading.class).order();

            assertThat(output)
                    .containsOnlyOnce("if other beans call its final methods (area, base, code, desk, edge, farm,"
                            + " gate, hall, item, rate), these");
        }
    }

    @Test
    void otherFinalMethodsOfTheApplicationAreWarnedAboutOnceForEachClass(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(TwoShops.class)) {
            context.spring().getBean("first", Shop.class).order();

            assertThat(context.scrape().value("order_seconds_count")).isEqualTo(1);
            assertThat(output)
                    .containsOnlyOnce(" WARN ")
                    .containsOnlyOnce(Shop.class.getName() + ": if other beans call its final methods (place), these"
                            + " would read empty fields, since they run on the proxy that measures the others. Remove"
                            + " final (Kotlin: open, or the plugin kotlin-spring).")
                    .containsOnlyOnce(Shop.class.getName() + ": if other beans call its final methods (region), these"
                            + " would read empty fields, since they run on the proxy that measures the others. Call"
                            + " them on the bean itself only, or measure with time(..) of a metric instead of an"
                            + " annotation.");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyShop {

        @Bean
        @Lazy
        Shop shop() {
            return new Shop();
        }
    }

    @Test
    void theFinalMethodsOfABeanThatIsNotCreatedYetAreWarnedAboutToo(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(LazyShop.class)) {
            assertThat(output).contains("its final methods (place)").contains("its final methods (region)");
            assertThat(context.bean(Shop.class)).isNotNull();
        }
    }

    static class Warehouse {

        private final String place;

        Warehouse() {
            this.place = "Bergen";
        }

        @PostConstruct
        @Timed("fillings_seconds")
        public void fill() {}

        public final String place() {
            return place;
        }
    }

    @Test
    void theFinalMethodsOfABeanWithAnnotationsOnlyForWhatSpringCallsItselfAreWarnedAboutToo(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Warehouse.class)) {
            assertThat(context.bean(Warehouse.class).place()).isNull();
            assertThat(output)
                    .contains(Warehouse.class.getName() + ": if other beans call its final methods (place), these");
        }
    }

    @Test
    void finalMethodsThatNobodyMayCallFailNoStartWhereAnnotationsAreStrict() {
        try (AspectContext context = AspectContext.strict(Shop.class)) {
            assertThat(context.bean(Shop.class)).isNotNull();
        }
    }

    /** As Kotlin compiles {@code @Timed(..) @JvmOverloads fun find(text: String, limit: Int = ..)}. */
    @Metadata
    static class Search {

        private final String prefix;

        Search() {
            this.prefix = "found ";
        }

        @Timed("find_seconds")
        public String find(String text, int limit) {
            return prefix + limit + " " + text;
        }

        @Timed("find_seconds")
        public final String find(String text) {
            return find$default(this, text, 0, 2, null);
        }

        public static String find$default(Search self, String text, int limit, int leftOut, @Nullable Object mark) {
            return self.find(text, (leftOut & 2) == 0 ? limit : 10);
        }
    }

    @Test
    void anOverloadThatKotlinMakesIsMeasuredAsItsFunction(CapturedOutput output) {
        try (AspectContext context = AspectContext.strict(Search.class)) {
            assertThat(context.bean(Search.class).find("pens")).isEqualTo("found 10 pens");
            assertThat(context.scrape().value("find_seconds_count")).isEqualTo(1);
            assertThat(output).doesNotContain(" WARN ");
        }
    }

    @Metadata
    static class OtherSearch {

        @Timed("find_seconds")
        public int find(String text, int limit) {
            return limit;
        }

        public static int find$default(OtherSearch self, String text, int limit, int leftOut, @Nullable Object mark) {
            return self.find(text, (leftOut & 2) == 0 ? limit : 10);
        }

        @Timed("find_seconds")
        public final long find(long number) {
            return number;
        }

        @Timed("list_seconds")
        public final int list(String text, int limit) {
            return limit;
        }

        public static int list$default(OtherSearch self, String text, int limit, int leftOut, @Nullable Object mark) {
            return self.list(text, (leftOut & 2) == 0 ? limit : 10);
        }
    }

    @Test
    void neitherAFinalFunctionNorAnotherOfItsNameIsAnOverload(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(OtherSearch.class)) {
            assertThat(context.bean(OtherSearch.class).find(7L)).isEqualTo(7);
            assertThat(output)
                    .contains("OtherSearch.find: the annotation has no effect, since a final method cannot")
                    .contains("OtherSearch.list: the annotation has no effect, since a final method cannot");
        }
    }

    @Metadata
    static class LimitedSearch {

        private final int limit;

        LimitedSearch() {
            this.limit = 10;
        }

        @Timed("find_seconds")
        public int find(String text, int most) {
            return most;
        }

        public static int find$default(LimitedSearch self, String text, int most, int leftOut, @Nullable Object mark) {
            return self.find(text, (leftOut & 2) == 0 ? most : self.limit);
        }

        @Timed("cut_seconds")
        protected int cut(int most) {
            return most;
        }

        @Timed("cut_seconds")
        protected final int cut() {
            return cut$default(this, 0, 1, null);
        }

        public static int cut$default(LimitedSearch self, int most, int leftOut, @Nullable Object mark) {
            return self.cut((leftOut & 1) == 0 ? most : self.limit);
        }
    }

    @Test
    void defaultsOfAKotlinFunctionThatReadFieldsAreWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.strict(LimitedSearch.class)) {
            assertThat(LimitedSearch.find$default(context.bean(LimitedSearch.class), "pens", 0, 2, null))
                    .isZero();
            assertThat(output)
                    .containsOnlyOnce(" WARN ")
                    .contains(
                            LimitedSearch.class.getName() + ": if other beans leave out arguments (find), the defaults"
                                    + " would read empty fields, since they are put in on the proxy that measures the methods."
                                    + " Let defaults read only properties that are open and not private.");
        }
    }

    static class EverythingElse extends StaticMethodMatcherPointcut {

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            return targetClass == Shop.class;
        }
    }

    @Test
    void finalMethodsOfAClassThatHasAProxyAnywayAreNotWarnedAbout(CapturedOutput output) {
        MethodInterceptor advice = call -> call.proceed();
        Consumer<AnnotationConfigApplicationContext> beans = context -> {
            context.registerBean(
                    DefaultPointcutAdvisor.class, () -> new DefaultPointcutAdvisor(new EverythingElse(), advice));
            context.register(Shop.class);
        };

        try (AspectContext context = AspectContext.defining(beans)) {
            context.bean(Shop.class).order();

            assertThat(context.scrape().value("order_seconds_count")).isEqualTo(1);
            assertThat(output).doesNotContain("empty fields");
        }
    }

    static class Clock extends ApplicationObjectSupport {

        @Timed("tick_seconds")
        public boolean tick() {
            return getApplicationContext() != null;
        }
    }

    @Test
    void aFrameworksFinalMethodsThatServeItsSubclassesAreNoObstacle(CapturedOutput output) {
        try (AspectContext context = AspectContext.strict(Clock.class)) {
            assertThat(context.bean(Clock.class).tick()).isTrue();
            assertThat(context.scrape().value("tick_seconds_count")).isEqualTo(1);
            assertThat(output)
                    .contains(Clock.class.getName() + ": if other beans call its final methods (getApplicationContext)")
                    .doesNotContainPattern("WARN.*AnnotatedMethods");
        }
    }
}
