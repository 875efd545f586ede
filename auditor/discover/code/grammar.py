"""What the trees of tree-sitter call a call, a member, a string and a binding: one table a language.

The reader above knows these words only, so that a further language is a further table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from auditor.discover.words import words


class CallShape(NamedTuple):
    """A call, a construction or a literal of a struct: the fields of what is called and of what it is given.

    With `name`, what is called is a name on the object in `callee`, which may be absent. `more` are further fields or
    types of children that hold arguments.
    """

    callee: str
    arguments: str = "arguments"
    name: str = ""
    more: tuple[str, ...] = ()


class BindShape(NamedTuple):
    """What gives a name a value or a type: the fields of each. An empty one is never there."""

    name: str = "name"
    value: str = "value"
    type: str = "type"


class Grammar(NamedTuple):
    """The words of one grammar."""

    module: str
    rows: str  # whose forms are read
    calls: Mapping[str, CallShape]
    members: Mapping[str, tuple[str, str]]
    binds: Mapping[str, BindShape]
    imports: frozenset[str]
    strings: frozenset[str]
    pairs: Mapping[str, tuple[str, str]]  # within an object, a hash, a struct: key and value
    objects: frozenset[str]
    own: frozenset[str]  # what declares a class or a function of one's own
    function: str = "language"


# What only wraps an expression. The field to go on with; without one, the last child that is an expression.
WRAPPERS: Mapping[str, str] = {
    "await_expression": "",
    "as_expression": "first",
    "satisfies_expression": "first",
    "non_null_expression": "",
    "postfix_unary_expression": "first",
    "parenthesized_expression": "",
    "parenthesized_statements": "",
    "try_expression": "first",
    "reference_expression": "value",
    "unary_expression": "",
    "generic_function": "function",
    "generic_name": "first",
    "generic_type": "first",
    "generic_type_with_turbofish": "type",
    "cast_expression": "",
    "expression_list": "first",
    "literal_element": "",
    "argument": "",
    "value_argument": "",
    "pointer_type": "",
    "type_annotation": "",
    "nullable_type": "first",
    "user_type": "first",
    "reference_type": "type",
    "splat_argument": "",
    "hash_splat_argument": "",
    "spread_element": "",
    "base_field_initializer": "",
    "return_statement": "",
    "expression_statement": "",
    "annotated_lambda": "",
}
NAMES = words(
    "identifier property_identifier type_identifier field_identifier package_identifier this self super constant"
    " instance_variable class_variable global_variable shorthand_property_identifier"
    " shorthand_property_identifier_pattern private_property_identifier simple_identifier predefined_type"
    " shorthand_field_identifier"
)
ALTERNATIVES = words(
    "ternary_expression conditional_expression conditional if_expression binary_expression binary elvis_expression"
    " switch_expression when_expression match_expression"
)
LISTS = words("array array_expression list collection_literal collection_expression element_binding_expression")
LAMBDAS = words(
    "arrow_function function_expression lambda_expression closure_expression lambda_literal block do_block"
    " statement_block lambda func_literal function_body body_statement arrow_expression_clause method_body"
    " lambda_body function_literal anonymous_function"
)
INDEXED = words("subscript_expression element_reference index_expression element_access_expression")
FUNCTIONS = words(
    "function_declaration function_expression arrow_function method_definition func_literal method_declaration"
    " lambda_expression local_function_statement method singleton_method do_block lambda function_item"
    " closure_expression constructor_declaration lambda_literal function"
)
EMPTY = words("null undefined nil none null_literal none_literal")

_ECMA_BINDS = {
    "variable_declarator": BindShape(),
    "public_field_definition": BindShape(),
    "field_definition": BindShape("property"),
    "required_parameter": BindShape("pattern"),
    "optional_parameter": BindShape("pattern"),
    "assignment_pattern": BindShape("left", "right"),
    "object_assignment_pattern": BindShape("left", "right"),
    "enum_assignment": BindShape(),
    "assignment_expression": BindShape("left", "right"),
    "augmented_assignment_expression": BindShape("left", "right"),
    "function_declaration": BindShape("name", "body"),
    "method_definition": BindShape("name", "body"),
}
_ECMA = Grammar(
    module="tree_sitter_javascript",
    rows="javascript",
    calls={"call_expression": CallShape("function"), "new_expression": CallShape("constructor")},
    members={
        "member_expression": ("object", "property"),
        "nested_identifier": ("object", "property"),
        "nested_type_identifier": ("module", "name"),
    },
    binds={
        name: bind
        for name, bind in _ECMA_BINDS.items()
        if name not in ("required_parameter", "optional_parameter", "enum_assignment", "public_field_definition")
    },
    imports=words("import_statement"),
    strings=words("string template_string"),
    pairs={"pair": ("key", "value")},
    objects=words("object"),
    own=words("class_declaration class function_declaration"),
)
_TYPES = _ECMA._replace(
    module="tree_sitter_typescript",
    binds={name: bind for name, bind in _ECMA_BINDS.items() if name != "field_definition"},
    own=words("class_declaration class function_declaration abstract_class_declaration interface_declaration"),
)

GRAMMARS: Mapping[str, Grammar] = {
    "javascript": _ECMA,
    "typescript": _TYPES._replace(function="language_typescript"),
    "tsx": _TYPES._replace(function="language_tsx"),
    "go": Grammar(
        module="tree_sitter_go",
        rows="go",
        calls={"call_expression": CallShape("function"), "composite_literal": CallShape("type", "body")},
        members={"selector_expression": ("operand", "field"), "qualified_type": ("package", "name")},
        binds={
            "const_spec": BindShape(),
            "var_spec": BindShape(),
            "short_var_declaration": BindShape("left", "right"),
            "assignment_statement": BindShape("left", "right"),
            "parameter_declaration": BindShape(),
            "field_declaration": BindShape(),
            "function_declaration": BindShape("name", "body"),
        },
        imports=words("import_spec"),
        strings=words("interpreted_string_literal raw_string_literal"),
        pairs={"keyed_element": ("key", "value")},
        objects=words("literal_value"),
        own=words("type_spec"),
    ),
    "java": Grammar(
        module="tree_sitter_java",
        rows="java",
        calls={
            "method_invocation": CallShape("object", name="name"),
            "object_creation_expression": CallShape("type"),
        },
        members={
            "field_access": ("object", "field"),
            "scoped_identifier": ("scope", "name"),
            "scoped_type_identifier": ("first", "last"),
        },
        binds={
            "variable_declarator": BindShape(),
            "assignment_expression": BindShape("left", "right"),
            "formal_parameter": BindShape(),
            "enum_constant": BindShape("name", "arguments"),
            "method_declaration": BindShape("name", "body"),
        },
        imports=words("import_declaration"),
        strings=words("string_literal"),
        pairs={},
        objects=frozenset(),
        own=words("class_declaration record_declaration interface_declaration enum_declaration"),
    ),
    "kotlin": Grammar(
        module="tree_sitter_kotlin",
        rows="java",
        calls={"call_expression": CallShape("first", "value_arguments", more=("value_arguments", "annotated_lambda"))},
        members={"navigation_expression": ("first", "last")},
        binds={
            "property_declaration": BindShape("variable_declaration", "last"),
            "class_parameter": BindShape("identifier", "last", "user_type"),
            "parameter": BindShape("identifier", "", "user_type"),
            "assignment": BindShape("left", "right"),
            "function_declaration": BindShape("name", "function_body"),
        },
        imports=words("import"),
        strings=words("string_literal multiline_string_literal"),
        pairs={},
        objects=frozenset(),
        own=words("class_declaration object_declaration"),
    ),
    "csharp": Grammar(
        module="tree_sitter_c_sharp",
        rows="csharp",
        calls={
            "invocation_expression": CallShape("function"),
            "object_creation_expression": CallShape("type", more=("initializer",)),
            "implicit_object_creation_expression": CallShape("", "argument_list", more=("initializer",)),
        },
        members={
            "member_access_expression": ("expression", "name"),
            "qualified_name": ("qualifier", "name"),
            "conditional_access_expression": ("condition", "last"),
            "member_binding_expression": ("", "name"),
        },
        binds={
            "variable_declarator": BindShape("name", "last"),
            "property_declaration": BindShape(),
            "parameter": BindShape("name", "last"),
            "assignment_expression": BindShape("left", "right"),
            "method_declaration": BindShape("name", "body"),
        },
        imports=words("using_directive"),
        strings=words("string_literal verbatim_string_literal raw_string_literal interpolated_string_expression"),
        pairs={"assignment_expression": ("left", "right")},
        objects=words("initializer_expression"),
        own=words("class_declaration record_declaration interface_declaration struct_declaration"),
    ),
    "ruby": Grammar(
        module="tree_sitter_ruby",
        rows="ruby",
        calls={"call": CallShape("receiver", name="method", more=("block",))},
        members={"scope_resolution": ("scope", "name")},
        binds={
            "assignment": BindShape("left", "right"),
            "operator_assignment": BindShape("left", "right"),
            "optional_parameter": BindShape(),
            "keyword_parameter": BindShape(),
            "method": BindShape("name", "body"),
        },
        imports=frozenset(),
        strings=words("string delimited_symbol"),
        pairs={"pair": ("key", "value")},
        objects=words("hash"),
        own=words("class module"),
    ),
    "rust": Grammar(
        module="tree_sitter_rust",
        rows="rust",
        calls={"call_expression": CallShape("function"), "struct_expression": CallShape("name", "body")},
        members={
            "field_expression": ("value", "field"),
            "scoped_identifier": ("path", "name"),
            "scoped_type_identifier": ("path", "name"),
        },
        binds={
            "const_item": BindShape(),
            "static_item": BindShape(),
            "let_declaration": BindShape("pattern"),
            "assignment_expression": BindShape("left", "right"),
            "parameter": BindShape("pattern"),
            "field_declaration": BindShape(),
            "function_item": BindShape("name", "body"),
        },
        imports=words("use_declaration"),
        strings=words("string_literal raw_string_literal"),
        pairs={"field_initializer": ("field", "value")},
        objects=words("field_initializer_list"),
        own=words("struct_item enum_item trait_item"),
    ),
}
