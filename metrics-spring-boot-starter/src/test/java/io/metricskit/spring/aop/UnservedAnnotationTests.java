package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.metricskit.annotation.CountExceptions;
import io.metricskit.annotation.InProgress;
import io.metricskit.annotation.Timed;
import io.metricskit.spring.aop.elsewhere.Stockroom;
import io.metricskit.testkit.TextExposition;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import org.aspectj.lang.annotation.Aspect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.PriorityOrdered;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockFilterConfig;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.scheduling.annotation.Async;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.service.annotation.GetExchange;

/** Annotations that a proxy cannot serve: warnings, or errors where annotations are strict. */
@ExtendWith(OutputCaptureExtension.class)
final class UnservedAnnotationTests {

    static class Shop {

        @Timed("order_seconds")
        public void order() {}
    }

    interface Orders {

        @Timed
        void order();
    }

    static class Unreachable {

        @Timed
        private void ofItself() {}

        @Timed
        public static void ofTheClass() {}

        @Timed
        public final void last() {
            ofItself();
        }

        @Timed
        public DeferredResult<String> deferred() {
            return new DeferredResult<>();
        }

        @Timed
        public Future<String> future() {
            return new CompletableFuture<>();
        }

        @Timed("reachable_seconds")
        public void reachable() {}

        @Timed("async_seconds")
        @Async
        public Future<String> async() {
            return CompletableFuture.completedFuture("done");
        }
    }

    static class Prices {

        private final String currency;

        Prices() {
            this.currency = "EUR";
        }

        @Timed("price_seconds")
        public final String price() {
            return currency;
        }
    }

    @Test
    void aFinalMethodWorksAsIfItHadNoAnnotation(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Prices.class)) {
            assertThat(context.bean(Prices.class).price()).isEqualTo("EUR");
            assertThat(AopUtils.isAopProxy(context.bean(Prices.class))).isFalse();
            assertThat(output)
                    .contains(Prices.class.getName() + ".price: the annotation has no effect")
                    .contains("a final method cannot be intercepted");
        }
    }

    @Test
    void methodsThatAProxyCannotServeAreWarnedAboutByName(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Unreachable.class)) {
            for (String method : new String[] {"ofItself", "ofTheClass", "last", "deferred", "future"}) {
                assertThat(output)
                        .contains(Unreachable.class.getName() + "." + method + ": the annotation has no effect");
            }
            assertThat(output)
                    .contains(".ofItself: the annotation has no effect, since a private method cannot be intercepted")
                    .contains(".ofTheClass: the annotation has no effect, since a static method cannot be intercepted")
                    .contains(".last: the annotation has no effect, since a final method cannot be intercepted");
            context.bean(Unreachable.class).deferred();
            context.bean(Unreachable.class).reachable();
            context.bean(Unreachable.class).async();

            TextExposition scrape = context.scrape();
            assertThat(scrape.hasFamily("method_duration_seconds")).isFalse();
            assertThat(scrape.value("reachable_seconds_count")).isEqualTo(1);
            assertThat(scrape.value("async_seconds_count")).isEqualTo(1);
        }
    }

    @Test
    void whereAnnotationsAreStrictWhatCannotWorkFailsTheStart() {
        assertThat(Failures.ofAnnotation(() -> AspectContext.strict(Unreachable.class))
                        .site())
                .startsWith(Unreachable.class.getName());

        try (AspectContext context = AspectContext.strict(Shop.class)) {
            assertThat(context.bean(Shop.class)).isNotNull();
        }
    }

    static class Key {

        @Override
        @Timed("hash_seconds")
        public int hashCode() {
            return 7;
        }

        @Override
        @Timed("equals_seconds")
        public boolean equals(Object other) {
            return other instanceof Key;
        }
    }

    @Test
    void whatProxiesAnswerThemselvesIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Key.class)) {
            assertThat(output)
                    .contains(Key.class.getName() + ".hashCode: the annotation has no effect, since a proxy passes on"
                            + " neither equals nor hashCode nor finalize")
                    .contains(Key.class.getName() + ".equals: the annotation has no effect");
            assertThat(context.scrape().hasFamily("hash_seconds")).isFalse();
        }
    }

    record RecordedShop() {

        @Timed
        public void order() {}
    }

    @Test
    void aRecordIsNotToldToBecomeOpen(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(RecordedShop.class)) {
            context.bean(RecordedShop.class).order();
            assertThat(output)
                    .contains(RecordedShop.class.getName() + ".order: the annotation has no effect, since a record is"
                            + " final and gets no proxy. Make it a class")
                    .doesNotContain("Kotlin: open");
        }
    }

    static final class FinalShop {

        @Timed
        public void order() {}
    }

    @Test
    void aFinalClassIsWarnedAboutAndLeftAlone(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(FinalShop.class)) {
            context.bean(FinalShop.class).order();

            assertThat(context.scrape().hasFamily("method_duration_seconds")).isFalse();
            assertThat(output).contains(FinalShop.class.getName() + ".order: ").contains("the class is final");
        }
    }

    static class AuditFilter extends OncePerRequestFilter {

        @Override
        @Timed
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            chain.doFilter(request, response);
        }
    }

    @Test
    void aFilterThatNoProxyCanExtendIsWarnedAboutAndWorks(CapturedOutput output) throws Exception {
        try (AspectContext context = AspectContext.of(AuditFilter.class)) {
            AuditFilter filter = context.bean(AuditFilter.class);
            MockFilterChain chain = new MockFilterChain();
            filter.init(new MockFilterConfig());
            filter.doFilter(new MockHttpServletRequest(), new MockHttpServletResponse(), chain);

            assertThat(chain.getRequest()).isNotNull();
            assertThat(context.scrape().hasFamily("method_duration_seconds")).isFalse();
            assertThat(output)
                    .contains(AuditFilter.class.getName() + ".doFilterInternal: the annotation has no effect, since the"
                            + " class extends GenericFilterBean, whose final methods fail on a proxy");
        }
    }

    static class EarlyShop implements BeanPostProcessor, PriorityOrdered {

        @Timed
        public void order() {}

        @Override
        public int getOrder() {
            return 0;
        }
    }

    @Test
    void aBeanThatIsCreatedTooEarlyForAProxyIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(EarlyShop.class)) {
            assertThat(context.bean(EarlyShop.class)).isNotNull();
            assertThat(output).contains(EarlyShop.class.getName() + ".order: ").contains("was created without a proxy");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NoShop {

        @Bean
        @Nullable Shop shop() {
            return null;
        }
    }

    @Test
    void aMethodThatMakesNoBeanIsNoProblemAndHasNoSeries() {
        try (AspectContext context = AspectContext.strict(NoShop.class)) {
            assertThat(context.scrape().hasFamily("order_seconds")).isFalse();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PrinterConfiguration {

        @Bean
        @Timed("printer_seconds")
        Function<String, String> printer() {
            return page -> page;
        }
    }

    @Test
    void anAnnotationOnAMethodThatMakesABeanIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(PrinterConfiguration.class)) {
            assertThat(context.scrape().value("printer_seconds_count")).isEqualTo(1);
            assertThat(output)
                    .contains(PrinterConfiguration.class.getName() + ".printer: the annotation measures the making of"
                            + " the bean, and no calls of its methods. Annotate these methods, in the bean's class, or measure"
                            + " inside them with time(..) of a metric.");
        }
    }

    @Aspect
    static class Auditing {

        @Timed
        public void audit() {}
    }

    @Test
    void anAspectIsWarnedAboutAsOne(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Auditing.class)) {
            context.bean(Auditing.class).audit();

            assertThat(context.scrape().hasFamily("method_duration_seconds")).isFalse();
            assertThat(output)
                    .contains(Auditing.class.getName() + ".audit: the annotation has no effect, since the bean ")
                    .contains(" was created without a proxy, as aspects, bean post-processors and what these depend on"
                            + " are. ");
        }
    }

    @Test
    void anObjectThatIsRegisteredAsABeanIsWarnedAboutByName(CapturedOutput output) {
        Consumer<AnnotationConfigApplicationContext> registering =
                context -> context.getBeanFactory().registerSingleton("shop", new Shop());

        try (AspectContext context = AspectContext.defining(registering)) {
            context.bean(Shop.class).order();

            assertThat(context.scrape().hasFamily("order_seconds")).isFalse();
            assertThat(output)
                    .contains(Shop.class.getName() + ".order: the annotation has no effect, since the bean 'shop' was"
                            + " registered as an object, which gets no proxy");
        }
    }

    /** Registers an object that something other than Spring has made a proxy of. */
    private static AspectContext withProxyOf(Object target, boolean extending) {
        ProxyFactory factory = new ProxyFactory(target);
        factory.setProxyTargetClass(extending);
        return AspectContext.defining(
                context -> context.getBeanFactory().registerSingleton("foreign", factory.getProxy()));
    }

    @Test
    void aProxyOfAnotherMakerThatIsRegisteredAsAnObjectIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = withProxyOf(new Shop(), true)) {
            context.bean(Shop.class).order();

            assertThat(output)
                    .contains(Shop.class.getName() + ".order: the annotation has no effect, since the bean 'foreign'"
                            + " was registered as an object, which gets no proxy");
        }
    }

    @Test
    void aProxyOfAnInterfaceThatIsRegisteredAsAnObjectIsWarnedAboutByItsClass(CapturedOutput output) {
        try (AspectContext context = withProxyOf(new OrdersAndMore(), false)) {
            context.bean(Orders.class).order();

            assertThat(output)
                    .contains(OrdersAndMore.class.getName() + ".more: the annotation has no effect, since a proxy of"
                            + " the bean 'foreign' only has interfaces that do not have the method");
        }
    }

    @Timed
    static class MeasuredOrdersAndMore implements Orders {

        @Override
        public void order() {}

        public void more() {}

        public Future<String> ship() {
            return new FutureTask<>(() -> "parcel");
        }
    }

    @Test
    void anAnnotationOnAClassIsNotForTheMethodsThatNoProxiedInterfaceHas(CapturedOutput output) {
        try (AspectContext context = AspectContext.withInterfaceProxies(MeasuredOrdersAndMore.class)) {
            context.bean(Orders.class).order();

            assertThat(context.scrape().samples("method_duration_seconds_count"))
                    .singleElement()
                    .satisfies(sample -> assertThat(sample.label("method")).contains("order"));
            assertThat(output).doesNotContain("WARN");
        }
    }

    static class OrdersAndMore implements Orders {

        @Override
        public final void order() {}

        @Timed("more_seconds")
        public void more() {}
    }

    @Lazy
    static class CallbackOnly implements InitializingBean {

        @Override
        public void afterPropertiesSet() {}

        @Timed("work_seconds")
        public void work() {}
    }

    @Test
    void aProxyOfABeanWithoutAnInterfaceThatCallersUseExtendsItsClass(CapturedOutput output) {
        try (AspectContext context = AspectContext.withInterfaceProxies(CallbackOnly.class)) {
            assertThat(output).doesNotContain("has no effect");

            context.bean(CallbackOnly.class).work();

            assertThat(context.scrape().value("work_seconds_count")).isEqualTo(1);
        }
    }

    @Test
    void aMethodThatNoProxiedInterfaceHasIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.withInterfaceProxies(OrdersAndMore.class)) {
            context.bean(Orders.class).order();

            assertThat(context.scrape().samples("method_duration_seconds_count"))
                    .hasSize(1);
            assertThat(context.scrape().hasFamily("more_seconds")).isFalse();
            assertThat(output)
                    .contains(OrdersAndMore.class.getName() + ".more: ")
                    .contains("interfaces that do not have the method")
                    .doesNotContain(".order: ");
        }
    }

    static class TooEarly {

        @InProgress(name = "early_in_progress", labels = "outcome=#result")
        @CountExceptions(
                name = "early_failures_total",
                labels = {"outcome=#result", "type=#exception"})
        public String call() {
            return "done";
        }
    }

    @Test
    void anOutcomeThatComesTooLateForALabelIsWarnedAboutAndLeftEmpty(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(TooEarly.class)) {
            context.bean(TooEarly.class).call();

            assertThat(context.scrape().value("early_in_progress")).isZero();
            assertThat(output)
                    .contains(TooEarly.class.getName() + ".call: #result is not known when @InProgress")
                    .contains(TooEarly.class.getName() + ".call: #result is not known when @CountExceptions")
                    .doesNotContain("#exception");
            assertThat(context.errors(TooEarly.class, "call")).isZero();
        }
        assertThat(Failures.ofAnnotation(() -> AspectContext.strict(TooEarly.class))
                        .description())
                .contains("There are 2 problems", "Remove the label");
    }

    static class TooEarlyForAnException {

        @InProgress(name = "early_in_progress", labels = "failure=#exception")
        public void call() {}
    }

    @Test
    void anExceptionComesTooLateForALabelOfCallsInProgress(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(TooEarlyForAnException.class)) {
            context.bean(TooEarlyForAnException.class).call();

            assertThat(output)
                    .contains(
                            TooEarlyForAnException.class.getName() + ".call: #exception is not known when @InProgress");
        }
    }

    static class LiteralExpressions {

        @Timed(
                name = "literal_seconds",
                labels = {
                    "app=${spring.application.name}",
                    "size=(#n > 5) ? 'big' : 'small'",
                    "count=n-#{n}",
                    "language=C#",
                    "place=desk #1"
                })
        public void call(int n) {}
    }

    @Test
    void aConstantThatLooksLikeAnExpressionIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(LiteralExpressions.class)) {
            context.bean(LiteralExpressions.class).call(1);

            assertThat(output)
                    .contains("@Timed has the constant label 'app=${spring.application.name}'")
                    .contains("@Timed has the constant label 'size=(#n > 5) ? 'big' : 'small''")
                    .contains("@Timed has the constant label 'count=n-#{n}'")
                    .doesNotContain("'language=C#'")
                    .doesNotContain("'place=desk #1'");
        }
        assertThat(Failures.ofAnnotation(() -> AspectContext.strict(LiteralExpressions.class))
                        .description())
                .contains("There are 3 problems", "placeholders are not resolved");
    }

    static class ConstantsOfAnotherMeaning {

        @Timed(
                name = "meant_seconds",
                labels = {"item=item", "buyer={buyer}", "tier=front,region=eu", "kind=item", "path=/{item}", "list=a, b"
                })
        public void call(String item, String buyer) {}
    }

    static class ConstantsAtFirstSight {

        @Timed(
                name = "sight_seconds",
                labels = {"tier=front, region=eu", "mode=mode", "pattern={none}", "query=a,1=1"})
        public void call(String item) {}
    }

    @Test
    void onlyWhatIsANameIsTakenForAParameterOrAnotherLabel(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(ConstantsAtFirstSight.class)) {
            context.bean(ConstantsAtFirstSight.class).call("book");
        }

        assertThat(output)
                .contains("constant label 'tier=front, region=eu'")
                .doesNotContain("'mode=mode'", "'pattern={none}'", "'query=a,1=1'");
    }

    @Test
    void aConstantThatSeemsToMeanAParameterOrSeveralLabelsIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(ConstantsOfAnotherMeaning.class)) {
            context.bean(ConstantsOfAnotherMeaning.class).call("book", "you");

            assertThat(output)
                    .contains("constant label 'item=item'. Begin an expression with #")
                    .contains("constant label 'buyer={buyer}'. Begin an expression with #")
                    .contains("constant label 'tier=front,region=eu'")
                    .contains("Give several labels as {\"a=b\", \"c=d\"}.")
                    .doesNotContain("'kind=item'", "'path=", "'list=");
        }
        assertThat(Failures.ofAnnotation(() -> AspectContext.strict(ConstantsOfAnotherMeaning.class))
                        .description())
                .contains("There are 3 problems");
    }

    @Timed
    static class WithoutPublicMethods {

        void order() {}

        @Override
        public String toString() {
            return "shop";
        }
    }

    @Test
    void anAnnotationOnAClassWithoutPublicMethodsIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(WithoutPublicMethods.class)) {
            context.bean(WithoutPublicMethods.class).order();

            assertThat(context.scrape().hasFamily("method_duration_seconds")).isFalse();
            assertThat(output)
                    .contains(WithoutPublicMethods.class.getName() + ": the annotation on the class measures nothing,"
                            + " since it has no public methods. Make the methods public, or annotate them.");
        }
        assertThat(Failures.ofAnnotation(() -> AspectContext.strict(WithoutPublicMethods.class))
                        .site())
                .isEqualTo(WithoutPublicMethods.class.getName());
    }

    @Timed
    static class WithAnAnnotatedMethodOnly {

        @CountExceptions
        void order() {}
    }

    @Test
    void anotherAnnotationOnAMethodDoesNotMakeUpForAClassWithoutPublicMethods() {
        assertThat(Failures.ofAnnotation(() -> AspectContext.strict(WithAnAnnotatedMethodOnly.class))
                        .site())
                .isEqualTo(WithAnAnnotatedMethodOnly.class.getName());
    }

    @CountExceptions
    interface WithoutMethods {

        static void help() {}
    }

    static class Marked implements WithoutMethods {

        public void order() {}
    }

    static class AlsoMarked extends Marked {

        @Timed("also_seconds")
        public void deliver() {}
    }

    @Test
    void anAnnotationOnAnInterfaceWithoutMethodsIsWarnedAboutOnce(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Marked.class, AlsoMarked.class)) {
            assertThat(context.scrape().hasFamily("method_exceptions_total")).isFalse();
            assertThat(output)
                    .containsOnlyOnce(" WARN ")
                    .contains(WithoutMethods.class.getName() + ": the annotation on the interface measures nothing,"
                            + " since it has no methods. Annotate the classes that implement it.");
        }
        assertThat(Failures.ofAnnotation(() -> AspectContext.strict(Marked.class))
                        .site())
                .isEqualTo(WithoutMethods.class.getName());
    }

    @Timed
    interface WithInheritedMethods extends Orders {}

    static class Inherited implements WithInheritedMethods {

        @Override
        public void order() {}
    }

    @Test
    void anAnnotationOnAnInterfaceWithOnlyMethodsOfAnotherIsNoProblem() {
        try (AspectContext context = AspectContext.strict(Inherited.class)) {
            assertThat(context.scrape().hasFamily("method_duration_seconds")).isTrue();
        }
    }

    @Timed
    static class WithMethodsThatReplaceIt {

        @Timed("replaced_seconds")
        public void order() {}
    }

    @Test
    void anAnnotationOnAClassWhosePublicMethodsAllReplaceItIsNoProblem() {
        try (AspectContext context = AspectContext.strict(WithMethodsThatReplaceIt.class)) {
            context.bean(WithMethodsThatReplaceIt.class).order();

            assertThat(context.scrape().value("replaced_seconds_count")).isEqualTo(1);
        }
    }

    static class Cellar extends Stockroom {

        @Timed("fetch_seconds")
        void fetch() {}
    }

    @Test
    void aPackagePrivateMethodOfAClassInAnotherPackageIsWarnedAbout(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Cellar.class)) {
            Stockroom.countThat(context.bean(Cellar.class));
            context.bean(Cellar.class).fetch();

            assertThat(context.scrape().hasFamily("count_seconds")).isFalse();
            assertThat(context.scrape().value("fetch_seconds_count")).isEqualTo(1);
            assertThat(output)
                    .contains(Cellar.class.getName() + ".count: the annotation has no effect, since a package-private"
                            + " method of a class in another package cannot be intercepted");
        }
    }

    static sealed class SealedShop permits OpenShop {

        @Timed("sealed_seconds")
        public void order() {}
    }

    static non-sealed class OpenShop extends SealedShop {}

    @Test
    void aSealedClassIsWarnedAboutAndLeftAlone(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(SealedShop.class)) {
            context.bean(SealedShop.class).order();

            assertThat(context.scrape().hasFamily("sealed_seconds")).isFalse();
            assertThat(output).contains(SealedShop.class.getName() + ".order: ").contains("the class is sealed");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SealedShops {

        @Bean
        @Lazy
        SealedShop shop() {
            return new OpenShop();
        }
    }

    @Test
    void aBeanThatIsDeclaredAsASealedClassAndIsOfAnotherIsMeasured() {
        try (AspectContext context = AspectContext.strict(SealedShops.class)) {
            context.bean(SealedShop.class).order();

            assertThat(context.scrape().value("sealed_seconds_count")).isEqualTo(1);
        }
    }

    @Test
    void aBeanOfASealedClassThatASupplierMakesMayBeOfAnother(CapturedOutput output) {
        try (AspectContext context = AspectContext.defining(beans ->
                beans.registerBean(SealedShop.class, OpenShop::new, definition -> definition.setLazyInit(true)))) {
            context.bean(SealedShop.class).order();

            assertThat(context.scrape().value("sealed_seconds_count")).isEqualTo(1);
            assertThat(output).doesNotContain("the class is sealed");
        }
    }

    static class ExchangedOrders {

        @GetExchange("/order")
        @Timed("exchanged_seconds")
        public DeferredResult<String> order() {
            return new DeferredResult<>();
        }
    }

    @Test
    void aHandlerMayAlsoImplementAnHttpInterface() {
        try (AspectContext context = AspectContext.strict(ExchangedOrders.class)) {
            assertThat(context.scrape().value("exchanged_seconds_count")).isZero();
        }
    }

    static class SealedShopFactory implements FactoryBean<SealedShop> {

        @Override
        public SealedShop getObject() {
            return new OpenShop();
        }

        @Override
        public Class<?> getObjectType() {
            return SealedShop.class;
        }
    }

    @Test
    void aBeanOfASealedClassThatAFactoryMakesMayBeOfAnother(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(SealedShopFactory.class)) {
            context.bean(SealedShop.class).order();

            assertThat(context.scrape().value("sealed_seconds_count")).isEqualTo(1);
            assertThat(output).doesNotContain("the class is sealed");
        }
    }

    @Timed
    static class WithAnnotatedMethods {

        @Timed("annotated_seconds")
        void order() {}
    }

    @Test
    void anAnnotationOnAClassWhoseMethodsAreAnnotatedInsteadIsNoProblem() {
        try (AspectContext context = AspectContext.strict(WithAnnotatedMethods.class)) {
            context.bean(WithAnnotatedMethods.class).order();

            assertThat(context.scrape().value("annotated_seconds_count")).isEqualTo(1);
        }
    }
}
