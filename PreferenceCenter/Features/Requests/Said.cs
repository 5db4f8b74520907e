using Microsoft.AspNetCore.Components;
using PreferenceCenter.Ledger.Requests;

namespace PreferenceCenter.Features.Requests;

/// <summary>What came of something done on a page.</summary>
public sealed record Said(RequestRefusal Refusal, MarkupString? Text = null);
