"""One function for each `->` of `som.lark`: the children of an alternative to a node of the tree.

Every function gets the Builder and all children in order, punctuation included; where an alternative is empty,
the offset behind the last token instead. `parsing` checks at import that functions and grammar agree.
Long sequences arrive one element at a time; they are collected in place, so that building is linear and flat.
"""

from __future__ import absolute_import

from som.syntax.parts import Code, Elements, KeywordParts, Names, Token
from som.syntax.tree import (
    ArrayNode,
    AssignmentNode,
    BlockNode,
    ClassNode,
    DoubleNode,
    ExpressionNode,
    IntegerNode,
    MethodNode,
    NameNode,
    ParenthesesNode,
    ReturnNode,
    SendNode,
    SideNode,
    StringNode,
    SymbolNode,
)

RULES = {}  # name -> function; filled by `rule` while this module is imported


def rule(function):
    """Decorator: the function builds the rules of the grammar that have its name."""
    RULES[function.__name__] = function
    return function


def _expression(node):
    assert isinstance(node, ExpressionNode)
    return node


# ---- Classes ----


@rule
def class_definition(build, name, equal, superclass, opening, instance_side, class_side, closing):
    assert isinstance(instance_side, SideNode)
    assert isinstance(class_side, SideNode)
    return ClassNode(
        name.start,
        closing.end,
        build.text_of(name),
        build.text_of(superclass),
        superclass.start,
        instance_side,
        class_side,
        build.diagnostics,
    )


@rule
def nothing(build, at):
    return Token(at, at)


@rule
def empty_side(build, at):
    return SideNode(at, at, [], [])


@rule
def class_side(build, separator, side):
    return side


@rule
def fields(build, names):
    assert isinstance(names, Names)
    return SideNode(names.start, names.end, names.variables, [])


@rule
def first_method(build, method):
    assert isinstance(method, MethodNode)
    return SideNode(method.start, method.end, [], [method])


@rule
def next_method(build, side, method):
    assert isinstance(side, SideNode)
    assert isinstance(method, MethodNode)
    side.methods.append(method)
    side.end = method.end
    return side


@rule
def variables(build, opening, names, closing):
    names.start = opening.start
    names.end = closing.end
    return names


@rule
def no_names(build, at):
    return Names(at, at, [])


@rule
def next_name(build, names, name):
    assert isinstance(names, Names)
    names.variables.append(build.variable(name))
    return names


# ---- Methods ----


@rule
def method(build, pattern, equal, opening, code, closing):
    assert isinstance(pattern, MethodNode)
    assert isinstance(code, Code)
    pattern.locals = code.locals
    pattern.statements = code.statements
    pattern.end = closing.end
    return pattern


@rule
def primitive_method(build, pattern, equal, primitive):
    assert isinstance(pattern, MethodNode)
    pattern.is_primitive = True
    pattern.end = primitive.end
    return pattern


@rule
def unary_pattern(build, selector):
    return MethodNode(selector.start, selector.end, build.text_of(selector), [])


@rule
def binary_pattern(build, selector, parameter):
    return MethodNode(selector.start, selector.end, build.text_of(selector), [build.variable(parameter)])


@rule
def first_keyword_parameter(build, keyword, name):
    parts = KeywordParts(keyword.start, keyword.end, build.text_of(keyword))
    parts.parameters.append(build.variable(name))
    return parts


@rule
def next_keyword_parameter(build, parts, keyword, name):
    assert isinstance(parts, KeywordParts)
    parts.parts.append(build.text_of(keyword))
    parts.parameters.append(build.variable(name))
    return parts


@rule
def keyword_pattern(build, parts):
    assert isinstance(parts, KeywordParts)
    return MethodNode(parts.start, parts.end, "".join(parts.parts), parts.parameters)


# ---- Statements ----


@rule
def snippet(build, code):
    assert isinstance(code, Code)
    node = MethodNode(code.start, code.end, "", [])
    node.locals = code.locals
    node.statements = code.statements
    node.diagnostics = build.diagnostics
    return node


@rule
def no_statements(build, at):
    return Code(at, at, [])


@rule
def first_statement(build, statement):
    return Code(statement.start, statement.end, [_expression(statement)])


@rule
def next_statement(build, code, period, statement):
    assert isinstance(code, Code)
    code.statements.append(_expression(statement))
    code.end = statement.end
    return code


@rule
def ended(build, node, period):
    return node


@rule
def body_with_locals(build, names, code):
    assert isinstance(names, Names)
    assert isinstance(code, Code)
    code.locals = names.variables
    code.start = names.start
    return code


@rule
def return_statement(build, caret, expression):
    return ReturnNode(caret.start, expression.end, _expression(expression))


# ---- Expressions ----


@rule
def first_target(build, name, assign):
    return Names(name.start, name.end, [build.variable(name)])


@rule
def next_target(build, targets, name, assign):
    assert isinstance(targets, Names)
    targets.variables.append(build.variable(name))
    return targets


@rule
def assignment(build, targets, expression):
    assert isinstance(targets, Names)
    return AssignmentNode(targets.start, expression.end, targets.variables, _expression(expression))


@rule
def first_keyword_argument(build, keyword, argument):
    parts = KeywordParts(keyword.start, argument.end, build.text_of(keyword))
    parts.arguments.append(_expression(argument))
    return parts


@rule
def next_keyword_argument(build, parts, keyword, argument):
    assert isinstance(parts, KeywordParts)
    parts.parts.append(build.text_of(keyword))
    parts.arguments.append(_expression(argument))
    parts.end = argument.end
    return parts


@rule
def keyword_send(build, receiver, parts):
    assert isinstance(parts, KeywordParts)
    selector = "".join(parts.parts)
    return SendNode(receiver.start, parts.end, _expression(receiver), selector, parts.arguments, parts.start)


@rule
def binary_send(build, receiver, selector, argument):
    text = build.text_of(selector)
    return SendNode(receiver.start, argument.end, _expression(receiver), text, [_expression(argument)], selector.start)


@rule
def unary_send(build, receiver, selector):
    return SendNode(receiver.start, selector.end, _expression(receiver), build.text_of(selector), [], selector.start)


@rule
def name_read(build, name):
    return NameNode(name.start, name.end, build.text_of(name))


@rule
def parentheses(build, opening, expression, closing):
    if isinstance(expression, ParenthesesNode):
        expression.start = opening.start
        expression.end = closing.end
        return expression
    return ParenthesesNode(opening.start, closing.end, _expression(expression))


@rule
def block(build, opening, code, closing):
    assert isinstance(code, Code)
    return BlockNode(opening.start, closing.end, [], code.locals, code.statements)


@rule
def block_with_parameters(build, opening, parameters, bar, code, closing):
    assert isinstance(parameters, Names)
    assert isinstance(code, Code)
    return BlockNode(opening.start, closing.end, parameters.variables, code.locals, code.statements)


@rule
def first_parameter(build, colon, name):
    return Names(colon.start, name.end, [build.variable(name)])


@rule
def next_parameter(build, parameters, colon, name):
    assert isinstance(parameters, Names)
    parameters.variables.append(build.variable(name))
    return parameters


# ---- Literals ----


@rule
def integer(build, digits):
    return IntegerNode(digits.start, digits.end, build.text_of(digits))


@rule
def double(build, digits):
    return DoubleNode(digits.start, digits.end, build.text_of(digits))


@rule
def negative_integer(build, minus, digits):
    return IntegerNode(minus.start, digits.end, "-" + build.text_of(digits))


@rule
def negative_double(build, minus, digits):
    return DoubleNode(minus.start, digits.end, "-" + build.text_of(digits))


@rule
def string(build, token):
    return StringNode(token.start, token.end, build.string_value(token))


@rule
def symbol(build, sharp, text):
    return SymbolNode(sharp.start, text.end, build.text_of(text))


@rule
def symbol_of_string(build, sharp, token):
    return SymbolNode(sharp.start, token.end, build.string_value(token))


@rule
def array(build, sharp, opening, elements, closing):
    assert isinstance(elements, Elements)
    return ArrayNode(sharp.start, closing.end, elements.literals)


@rule
def no_elements(build, at):
    return Elements(at, at)


@rule
def next_element(build, elements, literal):
    assert isinstance(elements, Elements)
    elements.literals.append(_expression(literal))
    return elements
