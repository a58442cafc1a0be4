namespace PrivateLinkSim.Domain;

/// <summary>How well AWS's behaviour is known.</summary>
public enum SourceClass
{
    /// <summary>AWS's own pages or API model say it.</summary>
    Documented,

    /// <summary>Seen in answers of AWS that users published.</summary>
    Observed,

    /// <summary>Not public: the simulator chose, and the choice is named.</summary>
    Assumed,
}
