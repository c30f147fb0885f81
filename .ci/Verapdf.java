import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Reference;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.processor.reports.enums.JobEndStatus;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A small command line around the veraPDF validation library, for machines
 * without veraPDF's own program. It understands the part of that program's
 * command line that the tests use, and prints its text format:
 *
 * <pre>
 * verapdf -f FLAVOUR [--format text] [-v] FILE...
 * PASS FILE FLAVOUR
 * FAIL FILE FLAVOUR
 *   FAIL CLAUSE-TEST (COUNT): MESSAGE [CONTEXT]
 * </pre>
 *
 * Exit code: 0 all files conform, 1 some do not, 2 wrong call, 7 a file could
 * not be read as a PDF.
 *
 * <p>The rules are veraPDF's own profiles, as they come with the library. They are
 * read here with the JDK's XML parser because the library's own reader needs a
 * JAXB implementation, which the packaged library leaves out.
 */
public final class Verapdf {
    private static final int MAX_COUNTED = 1_000_000;

    private Verapdf() {}

    public static void main(String[] args) {
        // Without this the library logs its own progress notes to stderr.
        Logger.getLogger("").setLevel(Level.OFF);

        PDFAFlavour flavour = null;
        boolean verbose = false;
        List<File> files = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            String arg = args[i];
            boolean hasValue = i + 1 < args.length;
            if ((arg.equals("-f") || arg.equals("--flavour")) && hasValue) {
                String id = args[++i];
                if (!PDFAFlavour.getFlavourIds().contains(id)) {
                    usage("unknown flavour '" + id + "'; known: " + PDFAFlavour.getFlavourIds());
                }
                flavour = PDFAFlavour.byFlavourId(id);
            } else if (arg.equals("--format") && hasValue) {
                if (!args[++i].equals("text")) {
                    usage("only '--format text' is supported");
                }
            } else if (arg.equals("-v") || arg.equals("--verbose")) {
                verbose = true;
            } else if (arg.startsWith("-")) {
                usage("unknown option '" + arg + "'");
            } else {
                files.add(new File(arg));
            }
        }
        if (flavour == null || files.isEmpty()) {
            usage("a flavour and at least one file are needed");
        }

        VeraGreenfieldFoundryProvider.initialise();
        int code = 0;
        try {
            ValidationProfile profile = profile(flavour);
            for (File file : files) {
                code = Math.max(code, check(file, profile, verbose));
            }
        } catch (Exception problem) {
            usage("no usable profile for flavour '" + flavour.getId() + "': " + problem);
        }
        System.exit(code);
    }

    private static void usage(String problem) {
        System.err.println("verapdf: " + problem);
        System.err.println("usage: verapdf -f FLAVOUR [--format text] [-v] FILE...");
        System.exit(2);
    }

    /** The profile of a flavour, out of the library's resources. */
    static ValidationProfile profile(PDFAFlavour flavour) throws Exception {
        String id = flavour.getId().toUpperCase(Locale.ROOT);
        String name =
                id.equals("UA2") ? "PDFUA-2-ISO32005"
                        : id.startsWith("UA") ? "PDFUA-" + id.substring(2)
                        : "PDFA-" + id;
        Element root;
        try (InputStream in =
                Verapdf.class
                        .getClassLoader()
                        .getResourceAsStream("org/verapdf/pdfa/validation/" + name + ".xml")) {
            if (in == null) {
                throw new java.io.FileNotFoundException(name + ".xml");
            }
            root =
                    DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(in)
                            .getDocumentElement();
        }
        Set<Rule> rules = new HashSet<>();
        for (Element rule : children(child(root, "rules"), "rule")) {
            rules.add(rule(rule));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element variable : children(child(root, "variables"), "variable")) {
            variables.add(
                    Profiles.variableFromValues(
                            attribute(variable, "name"),
                            attribute(variable, "object"),
                            text(variable, "defaultValue"),
                            text(variable, "value")));
        }
        Element details = child(root, "details");
        return Profiles.profileFromValues(
                PDFAFlavour.valueOf(attribute(root, "flavour")),
                Profiles.profileDetailsFromValues(
                        text(details, "name"),
                        text(details, "description"),
                        attribute(details, "creator"),
                        new java.util.Date(0)),
                text(root, "hash"),
                rules,
                variables);
    }

    private static Rule rule(Element rule) {
        Element id = child(rule, "id");
        RuleId ruleId =
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(attribute(id, "specification")),
                        attribute(id, "clause"),
                        Integer.parseInt(attribute(id, "testNumber")));
        Element error = child(rule, "error");
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : children(child(error, "arguments"), "argument")) {
            arguments.add(
                    ErrorArgumentImpl.fromValues(
                            argument.getTextContent(), attribute(argument, "name"), null));
        }
        List<Reference> references = new ArrayList<>();
        for (Element reference : children(child(rule, "references"), "reference")) {
            references.add(
                    Profiles.referenceFromValues(
                            attribute(reference, "specification"), attribute(reference, "clause")));
        }
        String deferred = attribute(rule, "deferred");
        return Profiles.ruleFromValues(
                ruleId,
                attribute(rule, "object"),
                deferred == null ? null : Boolean.valueOf(deferred),
                attribute(rule, "tags"),
                text(rule, "description"),
                text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments),
                references);
    }

    private static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        if (parent != null) {
            for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
                if (n instanceof Element && n.getNodeName().equals(name)) {
                    found.add((Element) n);
                }
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        Element found = child(parent, name);
        return found == null ? null : found.getTextContent();
    }

    private static String attribute(Element element, String name) {
        return element.hasAttribute(name) ? element.getAttribute(name) : null;
    }

    private static int check(File file, ValidationProfile profile, boolean verbose) {
        PDFAFlavour flavour = profile.getPDFAFlavour();
        try (InputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance()
                                .createValidator(profile, MAX_COUNTED, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.getJobEndStatus() != JobEndStatus.NORMAL) {
                throw new IllegalStateException("ended as " + result.getJobEndStatus());
            }
            String verdict = result.isCompliant() ? "PASS" : "FAIL";
            System.out.println(verdict + " " + file + " " + flavour.getId());
            if (verbose) {
                report(result);
            }
            return result.isCompliant() ? 0 : 1;
        } catch (Exception | LinkageError problem) {
            System.out.println("FAIL " + file + " " + flavour.getId());
            System.out.println("  FAIL unreadable: " + flat(problem.toString()));
            return 7;
        }
    }

    /** One line for each broken rule: its number, how often, and the first place. */
    private static void report(ValidationResult result) {
        Map<String, TestAssertion> first = new LinkedHashMap<>();
        Map<String, Integer> count = new LinkedHashMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.PASSED) {
                continue;
            }
            String rule =
                    assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
            first.putIfAbsent(rule, assertion);
            count.merge(rule, 1, Integer::sum);
        }
        first.forEach(
                (rule, assertion) -> {
                    String error = assertion.getErrorMessage();
                    String message = error == null || error.isEmpty() ? assertion.getMessage() : error;
                    System.out.println(
                            "  FAIL " + rule + " (" + count.get(rule) + "): " + flat(message)
                                    + " [" + flat(assertion.getLocation().getContext()) + "]");
                });
    }

    private static String flat(String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ").trim();
    }
}
