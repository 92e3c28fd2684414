package io.metricskit.spring.aop;

import io.metricskit.model.Quoted;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelEvaluationException;
import org.springframework.expression.spel.SpelMessage;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.ast.Assign;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.ConstructorReference;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.Indexer;
import org.springframework.expression.spel.ast.InlineMap;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.OpDec;
import org.springframework.expression.spel.ast.OpInc;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * A label expression in the Spring Expression Language. A path that runs into null gives null.
 *
 * <p>Expressions read properties and call methods of the variables. They reach no types, beans or constructors, and
 * assign nothing.
 */
final class SpelLabelExpression extends LabelExpression {

    /** Without the compiler, which the application may switch on: its code says nothing of what was null. */
    private static final SpelExpressionParser PARSER =
            new SpelExpressionParser(new SpelParserConfiguration(SpelCompilerMode.OFF, null));

    private static final Set<SpelMessage> RAN_INTO_NULL = Set.of(
            SpelMessage.PROPERTY_OR_FIELD_NOT_READABLE_ON_NULL,
            SpelMessage.METHOD_CALL_ON_NULL_OBJECT_NOT_ALLOWED,
            SpelMessage.CANNOT_INDEX_INTO_NULL_VALUE);

    /** What an expression can ask an Optional itself. */
    private static final Set<String> OF_OPTIONAL =
            Set.of("get", "orElse", "orElseThrow", "isPresent", "isEmpty", "present", "empty");

    private final SpelExpression expression;
    private final Set<String> variablesAskedAsOptionals = new HashSet<>();
    private final EvaluationContext shared = CallContext.shared();

    SpelLabelExpression(String site, String text, MethodVariables variables) {
        super(site, text, variables);
        try {
            this.expression = PARSER.parseRaw(text);
        } catch (ParseException e) {
            throw refusal(e.getSimpleMessage(), "Correct the expression; it is in the Spring Expression Language.");
        }
        check(expression.getAST(), false);
    }

    @Override
    @Nullable Object value(@Nullable Object[] arguments, @Nullable Object result, @Nullable Throwable failure) {
        try {
            return expression.getValue(
                    new CallContext(shared, variables(), variablesAskedAsOptionals, arguments, result, failure));
        } catch (SpelEvaluationException e) {
            if (RAN_INTO_NULL.contains(e.getMessageCode())) {
                return null;
            }
            throw e;
        }
    }

    private void check(SpelNode node, boolean inLoop) {
        if (node instanceof VariableReference) {
            String name = node.toStringAST().substring(1);
            if (!inLoop || !name.equals("this")) {
                variable(name); // refused if there is none
            }
        } else if (node instanceof CompoundExpression && asksOptional(node.getChild(0), node.getChild(1))) {
            variablesAskedAsOptionals.add(node.getChild(0).toStringAST().substring(1));
        } else if (node instanceof BeanReference
                || node instanceof TypeReference
                || node instanceof ConstructorReference
                || node instanceof FunctionReference
                || node instanceof Assign
                || node instanceof OpInc
                || node instanceof OpDec) {
            throw refusal(
                    Quoted.of(node.toStringAST()) + " is not allowed",
                    "Use properties and methods of the arguments, and nothing that changes or creates an object.");
        } else if (node.toStringAST().equals("class") || node.toStringAST().equals("getClass()")) {
            throw refusal(
                    Quoted.of(node.toStringAST()) + " is not allowed",
                    "Use properties and methods of the arguments. An exception itself, as in #exception, gives the"
                            + " simple name of its class.");
        }
        boolean loops = inLoop || node instanceof Projection || node instanceof Selection;
        for (int i = 0; i < node.getChildCount(); i++) {
            SpelNode child = node.getChild(i);
            if (!loops && !isReadOfAnother(node, i) && !isKey(node, i)) {
                refuseName(child);
            }
            check(child, loops);
        }
    }

    private static boolean asksOptional(SpelNode asked, SpelNode question) {
        String name = question instanceof MethodReference call ? call.getName() : question.toStringAST();
        return asked instanceof VariableReference && OF_OPTIONAL.contains(name);
    }

    private static boolean isReadOfAnother(SpelNode parent, int child) {
        return parent instanceof CompoundExpression && child > 0;
    }

    /** Returns whether a name is a text for SpEL, as in {@code #prices[book]} and {@code {book: 1}}. */
    private static boolean isKey(SpelNode parent, int child) {
        return parent instanceof Indexer || (parent instanceof InlineMap && child % 2 == 0);
    }

    /** Refuses a property or method of nothing: it would silently be null in each call. */
    private void refuseName(SpelNode node) {
        if (node instanceof PropertyOrFieldReference || node instanceof MethodReference) {
            String name = node.toStringAST();
            throw refusal(
                    Quoted.of(name) + " is neither a variable nor a text",
                    "Put a text in quotes, write '#' before a variable, and before what a variable has the variable, as"
                            + " in #variable." + name + ".");
        }
    }
}
