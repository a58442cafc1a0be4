using System.Globalization;
using System.Text;
using System.Xml;

namespace PrivateLinkSim.Host;

/// <summary>
/// Runs in the form that CI servers read: a <c>testsuite</c> for each scenario, a <c>testcase</c> for each expectation. Servers want to
/// know times, and the same runs give the same text, so all take none.
/// </summary>
internal static class JunitReport
{
    /// <summary>The report as one XML document.</summary>
    public static string Text(IEnumerable<(string Name, RunReport Report)> reports)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("testsuites");
            foreach (var (name, report) in reports)
            {
                Write(xml, name, report);
            }

            xml.WriteEndElement();
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static void Write(XmlWriter xml, string name, RunReport report)
    {
        var verdicts = report.Run.Verdicts;
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Tag.Clean(name));
        xml.WriteAttributeString("tests", Number(verdicts.Length + report.Assumptions.Length));
        xml.WriteAttributeString("failures", Number(report.Failed + report.Assumptions.Length));
        xml.WriteAttributeString("errors", "0");
        xml.WriteAttributeString("skipped", "0");
        xml.WriteAttributeString("time", "0");
        xml.WriteStartElement("properties");
        Property(xml, "title", report.File.Scenario.Title);
        Property(xml, "seed", report.Seed.ToString(CultureInfo.InvariantCulture));
        Property(xml, "digest", report.Result.Digest);
        xml.WriteEndElement();
        foreach (var verdict in verdicts)
        {
            Case(xml, name, $"{verdict.Path}: {verdict.Text}", verdict.Held ? null : $"{report.Names.At(verdict.At).Trim()}: {verdict.Found}");
        }

        foreach (var assumption in report.Assumptions)
        {
            Case(xml, name, $"{assumption.Path} rests on no assumption: {assumption.Text}", assumption.How);
        }

        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, string suite, string name, string? failure)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Tag.Clean(suite));
        xml.WriteAttributeString("name", Tag.Clean(name));
        xml.WriteAttributeString("time", "0");
        if (failure is not null)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", Tag.Clean(failure));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Property(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("value", Tag.Clean(value));
        xml.WriteEndElement();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
