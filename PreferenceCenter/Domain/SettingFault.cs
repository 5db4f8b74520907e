namespace PreferenceCenter.Domain;

/// <summary>What is wrong with one setting: its key as an operator writes it, and what to do.</summary>
internal sealed record SettingFault(string Key, string Message);
