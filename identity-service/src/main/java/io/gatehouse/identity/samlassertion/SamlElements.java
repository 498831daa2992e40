package io.gatehouse.identity.samlassertion;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Elements of a SAML response by name, and what no honest response holds. */
final class SamlElements {

    static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
    static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
    static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
    static final String ENCRYPTION = "http://www.w3.org/2001/04/xmlenc#";

    private static final int MOST_ELEMENTS = 5000;

    private SamlElements() {}

    /** All of that name in the document, wherever they are. */
    static List<Element> everywhere(Document document, String namespace, String name) {
        NodeList found = document.getElementsByTagNameNS(namespace, name);
        List<Element> all = new ArrayList<>(found.getLength());
        for (int i = 0; i < found.getLength(); i++) {
            all.add((Element) found.item(i));
        }
        return all;
    }

    static List<Element> children(Element parent, String namespace, String name) {
        List<Element> all = new ArrayList<>();
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element element && is(element, namespace, name)) {
                all.add(element);
            }
        }
        return all;
    }

    static Optional<Element> onlyChild(Element parent, String namespace, String name) {
        List<Element> all = children(parent, namespace, name);
        return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
    }

    static boolean is(Element element, String namespace, String name) {
        return namespace.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }

    /**
     * Refuses comments and processing instructions, which are not signed and split texts in two; an
     * id given twice, which makes two elements out of one reference; and documents without end.
     * Marks ids as such.
     */
    static void requireHonest(Document document) {
        Set<String> ids = new HashSet<>();
        int elements = 0;
        List<Node> open = new ArrayList<>(List.of(document.getDocumentElement()));
        while (!open.isEmpty()) {
            Node node = open.removeLast();
            switch (node.getNodeType()) {
                case Node.ELEMENT_NODE -> {
                    if (++elements > MOST_ELEMENTS) {
                        throw SamlRefusals.invalid("it has too many elements");
                    }
                    markId((Element) node, ids);
                    for (Node n = node.getFirstChild(); n != null; n = n.getNextSibling()) {
                        open.add(n);
                    }
                }
                case Node.TEXT_NODE -> {
                    // What is said.
                }
                default ->
                        throw SamlRefusals.invalid(
                                "it holds comments or instructions, which are not signed");
            }
        }
    }

    private static void markId(Element element, Set<String> ids) {
        for (String name : List.of("ID", "Id", "id")) {
            if (element.hasAttributeNS(null, name)) {
                if (!ids.add(element.getAttributeNS(null, name))) {
                    throw SamlRefusals.invalid("two elements have the same id");
                }
                if (name.equals("ID")) {
                    element.setIdAttributeNS(null, name, true);
                }
            }
        }
    }
}
