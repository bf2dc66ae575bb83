"""Trains the article's network in PyTorch on random images, or runs it forward alone, and prints images per second as JSON."""

import argparse
import json
import resource
import time

import torch
from torch import nn

# Steps and time before anything is measured, as many as training-step.ts takes.
WARM_UP_STEPS = 30
WARM_UP_SECONDS = 1


def build_network() -> nn.Module:
    """The network of docs/performance.md; its dense layer on the channel axis is a 1x1 convolution."""

    def convolution(channels: int) -> list[nn.Module]:
        return [nn.Conv2d(channels, 16, 3, padding=1), nn.ReLU()]

    return nn.Sequential(
        *convolution(3), *convolution(16), nn.MaxPool2d(2),
        *convolution(16), *convolution(16), nn.MaxPool2d(2),
        *convolution(16), *convolution(16),
        nn.Conv2d(16, 64, 1), nn.ReLU(), nn.Dropout(0.5),
        nn.Flatten(), nn.Linear(4096, 10),
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pass", dest="what", choices=["training", "forward"], default="training")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--layout", choices=["contiguous", "channels_last"], default="contiguous")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    network = build_network()
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, eps=1e-7)
    loss = nn.CrossEntropyLoss()
    images = torch.rand(arguments.batch, 3, 32, 32)
    if arguments.layout == "channels_last":
        network = network.to(memory_format=torch.channels_last)
        images = images.contiguous(memory_format=torch.channels_last)
    labels = torch.randint(10, (arguments.batch,))

    def step() -> None:
        optimizer.zero_grad(set_to_none=True)
        loss(network(images), labels).backward()
        optimizer.step()

    def forward() -> None:
        with torch.no_grad():
            network(images)

    if arguments.what == "forward":
        network.eval()
    run = step if arguments.what == "training" else forward
    begin, warm_up_steps = time.perf_counter(), 0
    while warm_up_steps < WARM_UP_STEPS or time.perf_counter() - begin < WARM_UP_SECONDS:
        run()
        warm_up_steps += 1
    steps = 0
    start, cpu = time.perf_counter(), time.process_time()
    while time.perf_counter() - start < arguments.seconds:
        run()
        steps += 1
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    count = steps * arguments.batch
    print(json.dumps({
        "imagesPerSecond": count / seconds,
        "imagesPerCpuSecond": count / cpu,
        "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "version": torch.__version__,
    }))


if __name__ == "__main__":
    main()
