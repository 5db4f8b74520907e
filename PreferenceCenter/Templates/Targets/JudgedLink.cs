namespace PreferenceCenter.Templates.Targets;

/// <summary>Where one link leads, and whose it is.</summary>
/// <param name="Subscriber">The subscriber whom the token names; null: a merge tag, or a token that was not verified.</param>
/// <param name="Why">What is wrong with the address, as the key of a message; null: nothing.</param>
internal readonly record struct JudgedLink(LinkTarget Leads, Guid? Subscriber = null, string? Why = null);
