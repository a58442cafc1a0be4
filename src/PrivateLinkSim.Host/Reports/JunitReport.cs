using System.Globalization;
using System.Text;
using System.Xml;

namespace PrivateLinkSim.Host;

/// <summary>Runs in the form that CI servers read: a <c>testsuite</c> for each scenario, a <c>testcase</c> for each expectation.</summary>
internal static class JunitReport
{
    /// <summary>The report as one XML document.</summary>
    public static string Text(IEnumerable<RunReport> reports)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = false }))
        {
            xml.WriteStartElement("testsuites");
            foreach (var report in reports)
            {
                Write(xml, report);
            }

            xml.WriteEndElement();
        }

        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}\n";
    }

    private static void Write(XmlWriter xml, RunReport report)
    {
        var verdicts = report.Run.Verdicts;
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", report.File.Name);
        xml.WriteAttributeString("tests", Number(verdicts.Length + report.Assumptions.Length));
        xml.WriteAttributeString("failures", Number(report.Failed + report.Assumptions.Length));
        xml.WriteStartElement("properties");
        Property(xml, "title", report.File.Scenario.Title);
        Property(xml, "seed", report.Seed.ToString(CultureInfo.InvariantCulture));
        Property(xml, "digest", report.Result.Digest);
        xml.WriteEndElement();
        foreach (var verdict in verdicts)
        {
            Case(xml, report, $"{verdict.Path}: {verdict.Text}", verdict.Held ? null : $"{report.Names.At(verdict.At).Trim()}: {verdict.Found}");
        }

        foreach (var assumption in report.Assumptions)
        {
            Case(xml, report, $"{assumption.Path} rests on no assumption: {assumption.Text}", assumption.How);
        }

        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, RunReport report, string name, string? failure)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", report.File.Name);
        xml.WriteAttributeString("name", name);
        if (failure is not null)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("message", failure);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Property(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("property");
        xml.WriteAttributeString("name", name);
        xml.WriteAttributeString("value", value);
        xml.WriteEndElement();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
