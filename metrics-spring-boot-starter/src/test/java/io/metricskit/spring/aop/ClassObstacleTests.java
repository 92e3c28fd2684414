package io.metricskit.spring.aop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.Tool;
import io.metricskit.annotation.Timed;
import io.metricskit.spring.aop.elsewhere.Shelf;
import io.metricskit.spring.aop.elsewhere.Stockroom;
import jakarta.websocket.ClientEndpoint;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import javafx.fxml.FXML;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.aop.aspectj.annotation.AnnotationAwareAspectJAutoProxyCreator;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.integration.annotation.ServiceActivator;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.reactive.result.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.service.annotation.GetExchange;

/** Annotations in classes that no proxy can extend. */
@ExtendWith(OutputCaptureExtension.class)
final class ClassObstacleTests {

    interface Orders {

        void order();
    }

    static class Single {

        private Single() {}

        static Single create() {
            return new Single();
        }

        @Timed("single_seconds")
        public void order() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class OneSingle {

        @Bean
        Single single() {
            return Single.create();
        }
    }

    @Test
    void aClassWithOnlyPrivateConstructorsIsWarnedAboutAndLeftAlone(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(OneSingle.class)) {
            context.bean(Single.class).order();

            assertThat(context.scrape().hasFamily("single_seconds")).isFalse();
            assertThat(output)
                    .contains(Single.class.getName() + ".order: the annotation has no effect, since the class has only"
                            + " private constructors and gets no proxy. Make a constructor package-private");
        }
    }

    static class Sized {

        Sized() {
            this(5);
        }

        private Sized(int size) {
            assertThat(size).isEqualTo(5);
        }

        @Timed("sized_seconds")
        public void order() {}
    }

    @Test
    void aPrivateConstructorBesideAnotherIsNoObstacle() {
        try (AspectContext context = AspectContext.strict(Sized.class)) {
            context.bean(Sized.class).order();

            assertThat(context.scrape().value("sized_seconds_count")).isEqualTo(1);
        }
    }

    /** Defines a class again, for which another one is missing. */
    private static final class WithoutClass extends ClassLoader {

        private final String missing;

        WithoutClass(Class<?> missing) {
            super(missing.getClassLoader());
            this.missing = missing.getName();
        }

        Class<?> define(Class<?> type) throws IOException {
            try (InputStream file = type.getResourceAsStream(ClassUtils.getClassFileName(type))) {
                byte[] bytes = file.readAllBytes();
                return defineClass(type.getName(), bytes, 0, bytes.length);
            }
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(missing)) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    static class Optional {}

    static class ConstructedWithOptional implements Runnable {

        ConstructedWithOptional() {}

        ConstructedWithOptional(Optional missing) {
            missing.hashCode();
        }

        public static Runnable create() {
            return new ConstructedWithOptional();
        }

        @Override
        @Timed("constructed_seconds")
        public void run() {}
    }

    @Test
    void aClassWithAConstructorThatNamesAMissingClassIsWarnedAboutAndLeftAlone(CapturedOutput output)
            throws ReflectiveOperationException, IOException {
        Method create = new WithoutClass(Optional.class)
                .define(ConstructedWithOptional.class)
                .getMethod("create");
        create.setAccessible(true);
        Runnable made = (Runnable) create.invoke(null);

        try (AspectContext context = AspectContext.defining(beans -> beans.registerBean(Runnable.class, () -> made))) {
            assertThat(context.bean(Runnable.class)).isSameAs(made);
            assertThat(context.scrape().hasFamily("constructed_seconds")).isFalse();
            assertThat(output)
                    .contains(ConstructedWithOptional.class.getName() + ".run: the annotation has no effect, since a"
                            + " constructor of the class names a missing one, "
                            + ClassUtils.convertClassNameToResourcePath(Optional.class.getName())
                            + ", and it gets no proxy. Add the missing class to the class path");
        }
    }

    static class AskedForOptional extends Stockroom {

        Optional missing() {
            return new Optional();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyWithOptional {

        @Bean
        @Lazy
        AskedForOptional asked() {
            return new AskedForOptional();
        }
    }

    @Test
    void aLazyBeanThatCannotBeMadeSinceAClassIsMissingFailsNoStart() throws IOException {
        WithoutClass loader = new WithoutClass(Optional.class);
        Class<?> type = loader.define(AskedForOptional.class);

        try (AspectContext context = AspectContext.of(loader.define(LazyWithOptional.class))) {
            assertThat(context.spring().getType("asked")).isEqualTo(type);
        }
    }

    /** As in a native image, where nothing has asked to keep them. */
    @Test
    void aClassWhoseConstructorsAreNotKnownIsNoObstacle() {
        assertThat(ClassObstacles.ofClass(int[].class)).isNull();
    }

    static final class FinalOrders implements Orders {

        @Override
        @Timed("final_seconds")
        public void order() {}
    }

    record RecordedOrders() implements Orders {

        @Override
        @Timed("recorded_seconds")
        public void order() {}
    }

    static sealed class SealedOrders implements Orders permits OpenOrders {

        @Override
        @Timed("sealed_seconds")
        public void order() {}
    }

    static non-sealed class OpenOrders extends SealedOrders {}

    static class PrivateOrders implements Orders {

        private PrivateOrders() {}

        static PrivateOrders create() {
            return new PrivateOrders();
        }

        @Override
        @Timed("private_seconds")
        public void order() {}
    }

    @Configuration(proxyBeanMethods = false)
    static class AllOrders {

        @Bean
        FinalOrders finalOrders() {
            return new FinalOrders();
        }

        @Bean
        RecordedOrders recordedOrders() {
            return new RecordedOrders();
        }

        @Bean
        SealedOrders sealedOrders() {
            return new SealedOrders();
        }

        @Bean
        PrivateOrders privateOrders() {
            return PrivateOrders.create();
        }

        @Bean
        @Lazy
        FinalOrders lazyOrders() {
            return new FinalOrders();
        }
    }

    @Test
    void whatNoProxyCanExtendIsMeasuredByItsInterfaces(CapturedOutput output) {
        try (AspectContext context = AspectContext.withInterfaceProxies(AllOrders.class)) {
            assertThat(context.scrape().value("final_seconds_count")).isZero();
            context.spring().getBeansOfType(Orders.class).values().forEach(Orders::order);

            assertThat(context.scrape().value("final_seconds_count")).isEqualTo(2);
            assertThat(context.scrape().value("recorded_seconds_count")).isEqualTo(1);
            assertThat(context.scrape().value("sealed_seconds_count")).isEqualTo(1);
            assertThat(context.scrape().value("private_seconds_count")).isEqualTo(1);
            assertThat(output).doesNotContain(" WARN ");
        }
    }

    static final class BesidesAnInterface implements Orders {

        @Override
        public void order() {}

        @Timed("more_seconds")
        public void more() {}
    }

    @Test
    void aFinalClassGetsNoProxyByInterfacesThatDoNotHaveTheMethod(CapturedOutput output) {
        try (AspectContext context = AspectContext.withInterfaceProxies(BesidesAnInterface.class)) {
            context.bean(BesidesAnInterface.class).more();

            assertThat(context.scrape().hasFamily("more_seconds")).isFalse();
            assertThat(output)
                    .contains(BesidesAnInterface.class.getName() + ".more: the annotation has no effect, since a proxy"
                            + " of the bean 'classObstacleTests.BesidesAnInterface' only has interfaces that do not"
                            + " have the method. Add it to an interface.");
        }
    }

    static class OpenBesidesAnInterface implements Orders {

        @Override
        public void order() {}

        @Timed("open_more_seconds")
        public void more() {}
    }

    @Test
    void noProxyByInterfacesIsMadeThatWouldMeasureNothing(CapturedOutput output) {
        try (AspectContext context = AspectContext.withInterfaceProxies(OpenBesidesAnInterface.class)) {
            context.bean(OpenBesidesAnInterface.class).more();

            assertThat(context.scrape().hasFamily("open_more_seconds")).isFalse();
            assertThat(output)
                    .contains(OpenBesidesAnInterface.class.getName() + ".more: the annotation has no effect, since a"
                            + " proxy of the bean 'classObstacleTests.OpenBesidesAnInterface' only has interfaces that"
                            + " do not have the method. Add it to an interface, or let the proxy extend the"
                            + " class (spring.aop.proxy-target-class=true).");
        }
    }

    sealed interface SealedInterface permits OfSealedInterface {

        void order();
    }

    static non-sealed class OfSealedInterface implements SealedInterface {

        @Override
        @Timed("of_sealed_seconds")
        public void order() {}
    }

    @Test
    void noProxyByInterfacesIsMadeForASealedOneThatItCouldNotHave(CapturedOutput output) {
        try (AspectContext context = AspectContext.withInterfaceProxies(OfSealedInterface.class)) {
            context.bean(SealedInterface.class).order();

            assertThat(context.scrape().hasFamily("of_sealed_seconds")).isFalse();
            assertThat(output)
                    .contains(OfSealedInterface.class.getName() + ".order: the annotation has no effect, since a"
                            + " proxy of the bean 'classObstacleTests.OfSealedInterface' only has interfaces that do"
                            + " not have the method");
        }
    }

    static sealed class SealedBesidesAnInterface implements Orders permits PermittedBesidesAnInterface {

        @Override
        public void order() {}

        @Timed("sealed_more_seconds")
        public void more() {}
    }

    static final class PermittedBesidesAnInterface extends SealedBesidesAnInterface {}

    @Test
    void nobodyIsToldToLetAProxyExtendAClassThatNoneCanExtend(CapturedOutput output) {
        try (AspectContext context = AspectContext.withInterfaceProxies(SealedBesidesAnInterface.class)) {
            assertThat(context.scrape().hasFamily("sealed_more_seconds")).isFalse();
        }

        assertThat(output)
                .contains(SealedBesidesAnInterface.class.getName() + ".more: the annotation has no effect")
                .contains("only has interfaces that do not have the method. Add it to an interface.");
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyBesidesAnInterface {

        @Bean
        @Lazy
        OpenBesidesAnInterface orders() {
            return new OpenBesidesAnInterface();
        }
    }

    @Test
    void aBeanThatIsNotCreatedYetHasNoSeriesOfAMethodThatItsInterfacesDoNotHave(CapturedOutput output) {
        try (AspectContext context = AspectContext.withInterfaceProxies(LazyBesidesAnInterface.class)) {
            assertThat(context.scrape().hasFamily("open_more_seconds")).isFalse();
            assertThat(output)
                    .contains("'orders' only has interfaces that do not have the method")
                    .doesNotContain("Measuring");
        }
    }

    @Lazy
    static class LazyPrivate {

        private LazyPrivate() {}

        @Timed("lazy_private_seconds")
        public void order() {}
    }

    @Scope("prototype")
    static sealed class PrototypeOrders permits OpenPrototypeOrders {

        @Timed("prototype_seconds")
        public void order() {}
    }

    static non-sealed class OpenPrototypeOrders extends PrototypeOrders {}

    @Test
    void aBeanThatIsNotCreatedYetHasNoSeriesIfNoProxyCanExtendTheClassOfItsDefinition(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(LazyPrivate.class, PrototypeOrders.class)) {
            context.bean(LazyPrivate.class).order();
            context.bean(PrototypeOrders.class).order();

            assertThat(context.scrape().hasFamily("lazy_private_seconds")).isFalse();
            assertThat(context.scrape().hasFamily("prototype_seconds")).isFalse();
            assertThat(output)
                    .contains(LazyPrivate.class.getName() + ".order: the annotation has no effect, since the class has"
                            + " only private constructors")
                    .contains(PrototypeOrders.class.getName() + ".order: the annotation has no effect, since the class"
                            + " is sealed")
                    .doesNotContain("Measuring");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SuppliedOrders {

        @Bean
        @Lazy
        PrototypeOrders orders() {
            return new OpenPrototypeOrders();
        }
    }

    @Test
    void aBeanThatMayBeOfASubclassIsMeasuredWhereAProxyCanExtendThat() {
        Consumer<AnnotationConfigApplicationContext> beans = context -> {
            context.register(SuppliedOrders.class);
            context.registerBean(
                    "supplied",
                    PrototypeOrders.class,
                    OpenPrototypeOrders::new,
                    definition -> definition.setLazyInit(true));
        };

        try (AspectContext context = AspectContext.defining(beans)) {
            assertThat(context.scrape().hasFamily("prototype_seconds")).isTrue();
            context.spring().getBeansOfType(PrototypeOrders.class).values().forEach(PrototypeOrders::order);

            assertThat(context.scrape().value("prototype_seconds_count")).isEqualTo(2);
        }
    }

    @Test
    void aFinalClassIsLeftAloneWhereOneBeansProxyHasToExtendItsClass() {
        try (AspectContext context = AspectContext.withInterfaceProxies(ExtendedOrders.class)) {
            context.bean(FinalOrders.class).order();

            assertThat(context.scrape().hasFamily("final_seconds")).isFalse();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ExtendedOrders {

        @Bean
        static BeanFactoryPostProcessor preserving() {
            return factory -> factory.getBeanDefinition("orders")
                    .setAttribute(AutoProxyUtils.PRESERVE_TARGET_CLASS_ATTRIBUTE, true);
        }

        @Bean
        FinalOrders orders() {
            return new FinalOrders();
        }
    }

    /** Makes the proxies that Spring 7 makes for {@code @Proxyable(INTERFACES)}, of which earlier ones know nothing. */
    static class ProxyableOrders extends AnnotationAwareAspectJAutoProxyCreator {

        private static final long serialVersionUID = 1;

        @Override
        protected void customizeProxyFactory(ProxyFactory proxy) {
            proxy.setProxyTargetClass(false);
            proxy.setInterfaces(Orders.class);
        }
    }

    @Test
    void aFinalClassIsMeasuredWhereOneBeansProxyHasItsInterfacesOnly(CapturedOutput output) {
        Consumer<AnnotationConfigApplicationContext> beans = context -> {
            context.getBeanDefinition(AopConfigUtils.AUTO_PROXY_CREATOR_BEAN_NAME)
                    .setBeanClassName(ProxyableOrders.class.getName());
            context.registerBean(
                    "orders",
                    FinalOrders.class,
                    definition -> definition.setAttribute(
                            AutoProxyUtils.class.getName() + ".exposedInterfaces", new Class<?>[0]));
        };

        try (AspectContext context = AspectContext.defining(beans)) {
            context.bean(Orders.class).order();

            assertThat(context.scrape().value("final_seconds_count")).isEqualTo(1);
            assertThat(output).doesNotContain(" WARN ");
        }
    }

    @Test
    void aFinalClassIsLeftAloneInAContextWhoseOwnProxiesExtendClasses() {
        try (AspectContext parent = AspectContext.withInterfaceProxies(FinalOrders.class);
                AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
            child.setParent(parent.spring());
            AopConfigUtils.registerAspectJAnnotationAutoProxyCreatorIfNecessary(child);
            AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(child);
            child.registerBean("ofChild", FinalOrders.class);
            child.refresh();

            child.getBean(FinalOrders.class).order();

            assertThat(AopUtils.isAopProxy(child.getBean(FinalOrders.class))).isFalse();
        }
    }

    static class PriceController extends Shelf {

        private final String currency;

        PriceController() {
            this.currency = "EUR";
        }

        @GetMapping("/price")
        private String price() {
            return currency;
        }

        @ExceptionHandler
        protected final String failed(IllegalStateException failure) {
            return failure.getMessage() + " " + currency;
        }

        @SubscribeMapping
        private String subscribed() {
            return currency;
        }

        @ServiceActivator
        private String activated() {
            return currency;
        }

        @ManagedOperation
        public final String managed() {
            return currency;
        }

        @RabbitListener
        private String received() {
            return currency;
        }

        @GetExchange("/exchange")
        private String exchanged() {
            return currency;
        }

        @FXML
        private String pressed() {
            return currency;
        }

        @WriteOperation
        final String rename(String name) {
            return name + " for " + currency;
        }

        @GetMapping("/prices")
        @Timed("prices_seconds")
        public String prices() {
            return currency;
        }
    }

    @Test
    void aClassIsLeftAloneIfSpringWouldCallOnTheProxyWhatThatDoesNotPassOn(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(PriceController.class)) {
            PriceController controller = context.bean(PriceController.class);

            assertThat(controller.price()).isEqualTo("EUR");
            assertThat(controller.failed(new IllegalStateException("no"))).isEqualTo("no EUR");
            assertThat(context.scrape().hasFamily("prices_seconds")).isFalse();
            assertThat(output)
                    .contains(PriceController.class.getName() + ".prices: the annotation has no effect, since Spring"
                            + " or a library calls methods of the class that fail on a proxy which extends it, being private,"
                            + " final, or package-private in another package: activated, exchanged, failed, managed,"
                            + " pressed, price, received, rename, shelved, subscribed. Make them"
                            + " protected or public");
        }
    }

    static class StatelessController {

        @ExceptionHandler
        private String failed(IllegalStateException failure) {
            return failure.getMessage();
        }

        @GetMapping("/orders")
        @Timed("orders_seconds")
        public String orders() {
            return failed(new IllegalStateException("none"));
        }
    }

    @Test
    void aPrivateMethodThatSpringCallsIsNoObstacleIfItUsesNoField() {
        try (AspectContext context = AspectContext.strict(StatelessController.class)) {
            context.bean(StatelessController.class).orders();

            assertThat(context.scrape().value("orders_seconds_count")).isEqualTo(1);
        }
    }

    static class Advice extends ResponseEntityExceptionHandler {

        @ExceptionHandler
        @Timed("failures_seconds")
        public String failed(IllegalStateException failure) {
            return failure.getMessage();
        }
    }

    @Test
    void aFinalMethodOfAFrameworkThatSpringCallsIsNoObstacle() {
        try (AspectContext context = AspectContext.strict(Advice.class)) {
            context.bean(Advice.class).failed(new IllegalStateException("none"));

            assertThat(context.scrape().value("failures_seconds_count")).isEqualTo(1);
        }
    }

    @ServerEndpoint("/chat")
    static class Chat {

        @OnMessage
        @Timed("chat_seconds")
        public String echo(String message) {
            return message;
        }
    }

    @ClientEndpoint
    static class ChatClient extends Chat {}

    /** The container looks at the class of the bean, and a proxy does not inherit the annotation. */
    @Test
    void anEndpointOfAWebSocketIsLeftAlone(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(Chat.class, ChatClient.class)) {
            assertThat(context.spring().getBeansOfType(Chat.class).values())
                    .extracting(Object::getClass)
                    .containsOnly(Chat.class, ChatClient.class);
            assertThat(output)
                    .contains(Chat.class.getName() + ".echo: the annotation has no effect, since the container takes no"
                            + " proxy for an endpoint of a WebSocket. Measure inside the method with time(..) of a"
                            + " metric.")
                    .contains(ChatClient.class.getName() + ".echo: the annotation has no effect");
        }
    }

    static class PrivateListener {

        private int events;

        @EventListener
        private void onRefresh(ContextRefreshedEvent event) {
            assertThat(event).isNotNull();
            events++;
        }

        @Timed("events_seconds")
        public int events() {
            return events;
        }
    }

    static class FinalListener {

        private int events;

        @EventListener
        public final void onRefresh(ContextRefreshedEvent event) {
            assertThat(event).isNotNull();
            events++;
        }

        @Timed("final_events_seconds")
        public int events() {
            return events;
        }
    }

    @Test
    void aClassWithAFinalListenerThatUsesFieldsIsLeftAlone(CapturedOutput output) {
        try (AspectContext context = AspectContext.of(FinalListener.class)) {
            assertThat(context.bean(FinalListener.class).events()).isEqualTo(1);
            assertThat(output).contains(FinalListener.class.getName() + ".events: the annotation has no effect");
        }
    }

    static class StatelessListener {

        @EventListener
        private void onRefresh(ContextRefreshedEvent event) {
            assertThat(event).isNotNull();
        }

        @Timed("stateless_seconds")
        public void work() {}
    }

    static class FinalStatelessListener {

        @EventListener
        public final void onRefresh(ContextRefreshedEvent event) {
            assertThat(event).isNotNull();
        }

        @Timed("stateless_seconds")
        public void work() {}
    }

    @Test
    void aFinalListenerThatUsesNoFieldsIsNoObstacle() {
        try (AspectContext context = AspectContext.strict(FinalStatelessListener.class)) {
            context.bean(FinalStatelessListener.class).work();

            assertThat(context.scrape().value("stateless_seconds_count")).isEqualTo(1);
        }
    }

    static class PrivateTool {

        @Tool
        private String now() {
            return "noon";
        }

        @Timed("tools_seconds")
        public String later() {
            return now();
        }
    }

    static class FinalTool {

        @Tool
        public final String noon() {
            return "noon";
        }

        @Timed("final_tools_seconds")
        public String later() {
            return noon();
        }
    }

    /** On a proxy, the listeners would fail the start, and the tools would not be found. */
    @Test
    void aClassWithAPrivateListenerIsLeftAlone(CapturedOutput output) {
        try (AspectContext context =
                AspectContext.of(PrivateListener.class, StatelessListener.class, PrivateTool.class, FinalTool.class)) {
            assertThat(context.bean(PrivateListener.class).events()).isEqualTo(1);
            assertThat(output)
                    .contains("package-private in another package: onRefresh. Make them")
                    .contains(StatelessListener.class.getName() + ".work: the annotation has no effect")
                    .contains(PrivateTool.class.getName() + ".later: the annotation has no effect")
                    .contains(FinalTool.class.getName() + ".later: the annotation has no effect");
        }
    }
}
