package io.metricskit.spring.aop;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;

/**
 * Marks the beans that an object stands in for, such as a {@code @MockitoBean} or a {@code @TestBean} of a test:
 * their annotations measure nothing, and nothing is wrong with that.
 */
public final class ReplacedBeans implements BeanFactoryPostProcessor, Ordered {
    /*
     * Whoever replaces a bean does so when the definitions are complete, and before any bean is created. So what is
     * there at the end of that time although it has a definition is either such an object, or works on definitions
     * itself, or is needed by what does. The last cannot be told from the first, so this is made only where Spring's
     * tests are on the class path.
     */

    private static final String ATTRIBUTE = ReplacedBeans.class.getName();

    /** Creates the post-processor; it is used once. */
    public ReplacedBeans() {}

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        for (String beanName : beanFactory.getSingletonNames()) {
            if (beanFactory.containsBeanDefinition(beanName)
                    && !(beanFactory.getSingleton(beanName) instanceof BeanFactoryPostProcessor)) {
                beanFactory.getBeanDefinition(beanName).setAttribute(ATTRIBUTE, true);
            }
        }
    }

    /** Behind those who replace, and before those without an order, which may be made with beans of the application. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    /** Returns whether an object stands in for the bean of a definition. */
    static boolean contains(ConfigurableListableBeanFactory beanFactory, String beanName) {
        return beanFactory.getBeanDefinition(beanName).hasAttribute(ATTRIBUTE);
    }
}
