"""The words for fields and operations, one an idea, as sentences and headers use them."""

from __future__ import annotations

from engine.words import Text, text

FIELDS: dict[str, Text] = {
    "align_corners": text("align corners"),
    "bias": text("bias"),
    "ceil_mode": text("ceil mode"),
    "channel": text("channel"),
    "channels": text("channels"),
    "count_include_pad": text("count padding"),
    "crop": text("crop"),
    "dilation": text("dilation"),
    "divisor_override": text("divisor"),
    "factor": text("factor"),
    "function": text("function"),
    "groups": text("groups"),
    "indices": text("indices"),
    "input": text("input"),
    "inputs": text("inputs"),
    "kernel": text("kernel"),
    "layer": text("layer"),
    "layers": text("layers"),
    "mask": text("mask"),
    "mode": text("mode"),
    "modulated": text("modulated"),
    "multiplier": text("multiplier"),
    "name": text("name"),
    "notes": text("notes"),
    "of": text("pool"),
    "offset_groups": text("offset groups"),
    "offsets": text("offset"),
    "op": text("operation"),
    "out_channels": text("channels"),
    "output_padding": text("output padding"),
    "output_size": text("output size"),
    "padding": text("padding"),
    "padding_mode": text("padding mode"),
    "pattern": text("pattern"),
    "pixel": text("pixel"),
    "pointwise_weights": text("pointwise weights"),
    "scale": text("scale"),
    "scene": text("scene"),
    "seed": text("seed"),
    "side": text("side"),
    "size": text("size"),
    "stride": text("stride"),
    "title": text("title"),
    "values": text("values"),
    "version": text("version"),
    "view": text("view"),
    "weights": text("weights"),
}

OPERATIONS: dict[str, Text] = {
    "activation": text("activation"),
    "adaptive_avg_pool": text("adaptive average pool"),
    "adaptive_max_pool": text("adaptive max pool"),
    "add": text("add"),
    "avg_pool": text("average pool"),
    "batch_norm": text("batch norm"),
    "concat": text("concat"),
    "conv": text("conv"),
    "conv_transpose": text("transposed conv"),
    "crop": text("crop"),
    "deform_conv": text("deformable conv"),
    "depthwise_conv": text("depthwise conv"),
    "difference": text("difference"),
    "global_avg_pool": text("global average pool"),
    "global_max_pool": text("global max pool"),
    "max_pool": text("max pool"),
    "max_unpool": text("unpool"),
    "pad": text("pad"),
    "pixel_shuffle": text("pixel shuffle"),
    "pixel_unshuffle": text("pixel unshuffle"),
    "separable_conv": text("separable conv"),
    "upsample": text("upsample"),
}

# The words for what a field may hold; one that is not here stands for itself.
VALUES: dict[str, Text] = {
    "bilinear": text("bilinear"),
    "circular": text("circular"),
    "nearest": text("nearest"),
    "no": text("no"),
    "reflect": text("reflect"),
    "replicate": text("replicate"),
    "same": text("same"),
    "valid": text("valid"),
    "yes": text("yes"),
    "zeros": text("zeros"),
}


def field(key: str) -> Text | str:
    """The word for a field of the file; a key without one stands for itself."""
    return FIELDS.get(key, key)
