package io.metricskit.spring.aop;

import io.metricskit.model.Quoted;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelEvaluationException;
import org.springframework.expression.spel.SpelMessage;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.Assign;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.ConstructorReference;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.OpDec;
import org.springframework.expression.spel.ast.OpInc;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * The value of a label as an expression, parsed once and checked against the variables of its method.
 *
 * <p>Null, and a path that runs into null, give an empty value, which is no label. An exception gives the simple name of
 * its class: its message may be different each time.
 */
final class LabelExpression {

    private static final SpelExpressionParser PARSER = new SpelExpressionParser();
    private static final Set<SpelMessage> RAN_INTO_NULL = Set.of(
            SpelMessage.PROPERTY_OR_FIELD_NOT_READABLE_ON_NULL,
            SpelMessage.METHOD_CALL_ON_NULL_OBJECT_NOT_ALLOWED,
            SpelMessage.CANNOT_INDEX_INTO_NULL_VALUE);

    private final String site;
    private final String text;
    private final SpelExpression expression;
    private final MethodVariables variables;
    private final Set<String> unknownOutcomes = new LinkedHashSet<>();

    /**
     * Parses an expression.
     *
     * @throws AnnotatedMethodException if it cannot be parsed, or uses what the variables do not offer
     */
    LabelExpression(String site, String text, MethodVariables variables) {
        this.site = site;
        this.text = text;
        this.variables = variables;
        try {
            this.expression = PARSER.parseRaw(text);
        } catch (ParseException e) {
            throw refusal(e.getSimpleMessage(), "Correct the expression; it is in the Spring Expression Language.");
        }
        check(expression.getAST(), false);
    }

    Set<String> unknownOutcomes() {
        return unknownOutcomes;
    }

    String evaluate(EvaluationContext context) {
        try {
            return spelled(expression.getValue(context));
        } catch (SpelEvaluationException e) {
            if (RAN_INTO_NULL.contains(e.getMessageCode())) {
                return "";
            }
            throw e;
        }
    }

    private static String spelled(@Nullable Object value) {
        if (value instanceof Throwable failure) {
            String simpleName = failure.getClass().getSimpleName();
            return simpleName.isEmpty() ? failure.getClass().getName() : simpleName;
        }
        return value == null ? "" : value.toString();
    }

    private void check(SpelNode node, boolean inLoop) {
        if (node instanceof VariableReference) {
            checkVariable(node.toStringAST().substring(1), inLoop);
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
        }
        boolean loops = inLoop || node instanceof Projection || node instanceof Selection;
        for (int i = 0; i < node.getChildCount(); i++) {
            check(node.getChild(i), loops);
        }
    }

    private void checkVariable(String name, boolean inLoop) {
        if (variables.names().contains(name) || (inLoop && name.equals("this"))) {
            return;
        }
        if (MethodVariables.OUTCOMES.contains(name)) {
            unknownOutcomes.add(name);
        } else if (!variables.parametersAreNamed()) {
            throw refusal(
                    "the name of parameter " + Quoted.of(name) + " was not compiled in",
                    "Compile the class with the option -parameters (Maven: maven.compiler.parameters=true).");
        } else {
            throw refusal(
                    "there is no variable " + Quoted.of(name) + ", only " + variables.names(),
                    "Use one of the variables, or correct the parameter's name.");
        }
    }

    @Override
    public String toString() {
        return text;
    }

    private AnnotatedMethodException refusal(String reason, String action) {
        return new AnnotatedMethodException(site, "the label expression " + Quoted.of(text) + ": " + reason, action);
    }
}
