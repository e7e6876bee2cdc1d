"""Fast checks of the training code; run with ``python -m pytest`` in the folder above."""

import hashlib
import tarfile

import numpy as np
import onnx
import pytest
import torch

from seednet import align, bundle, choose, evaluate, export, feed, infer, lesions, prompts, pseudo, sources, synth, train, warmstart
from seednet.geometry import Window, blur, cut, gaussian_kernel, paste
from seednet.model import WIDTHS, SeedNet
from seednet.sample import Sampler

HEIGHT, WIDTH = 37, 53
WIDER = (8, 16, 24, 40, 48, 56)


def ramp():
    """An image that is linear in x and y, so that bilinear samples are exact."""
    ys, xs = np.mgrid[:HEIGHT, :WIDTH]
    return (3 * xs - 2 * ys + 100).astype(np.float32)


@pytest.fixture(scope="module")
def volumes():
    kind, labels = synth.make_labels(3, (12, 64, 80))
    image = (labels.astype(np.int16) * 37) % 1000
    real = sources.LabelVolume("a", labels, image, axes=(0,))
    flat = sources.LabelVolume("b", labels[5:6], image[5:6], axes=(0,))
    regions = sources.LabelVolume("a", labels, image)
    return [real, flat], [regions], [sources.LabelVolume("scene", labels)]


class TestGeometry:
    def test_a_window_of_the_crop_size_at_whole_positions_copies_pixels(self):
        image = ramp()
        crop = cut(image, Window(15.5, 17.5, 32), 32)
        np.testing.assert_array_equal(crop, image[2:34, 0:32])

    def test_crop_pixels_take_the_value_at_their_slice_position(self):
        window, image = Window(25.3, 17.9, 20.0), ramp()
        crop = cut(image, window, 32)
        x, y = window.to_slice(5, 21, 32)
        assert crop[21, 5] == pytest.approx(3 * x - 2 * y + 100, abs=1e-3)

    def test_to_crop_inverts_to_slice(self):
        window = Window(25.3, 17.9, 20.0)
        assert window.to_crop(*window.to_slice(5, 21, 128), 128) == pytest.approx((5, 21))

    def test_what_lies_outside_the_slice_is_zero(self):
        crop = cut(ramp(), Window(0, 0, 32), 32)
        assert not crop[:15].any() and not crop[:, :15].any() and crop[20:, 20:].all()

    def test_paste_undoes_cut_inside_the_window(self):
        image, window = ramp(), Window(26, 18, 24.0)
        back = paste(cut(image, window, 64), window, image.shape)
        np.testing.assert_allclose(back[8:28, 16:36], image[8:28, 16:36], rtol=1e-4)
        assert back[0, 0] == 0

    def test_reduced_windows_are_blurred_first(self):
        image = np.random.default_rng(1).random((200, 170), np.float32)
        window = Window(80, 90, 150.0)
        zoom = 150 / 64
        expected = cut(blur(image, 0.4 * zoom), Window(80, 90, 150.0), 64)
        got = cut(image, window, 64)
        assert not np.allclose(expected, got)  # expected is blurred twice
        assert got.std() < 0.5 * image.std()

    def test_the_kernel_is_symmetric_with_sum_one_and_radius_four_sigma(self):
        kernel = gaussian_kernel(0.7)
        assert len(kernel) == 2 * 3 + 1
        assert kernel.sum() == pytest.approx(1)
        np.testing.assert_array_equal(kernel, kernel[::-1])


class TestPrompts:
    def test_a_click_is_a_filled_disk_of_radius_three(self):
        channel = np.zeros((20, 24), np.float32)
        prompts.draw_disk(channel, 10.4, 7.5)
        ys, xs = np.nonzero(channel)
        assert len(ys) == 29
        assert ((xs - 10) ** 2 + (ys - 8) ** 2).max() == 9

    def test_a_click_at_the_rim_is_clipped(self):
        channel = np.zeros((20, 24), np.float32)
        prompts.draw_disk(channel, -2, 0)
        assert channel[0, 0] == 1 and channel[:, 2:].sum() == 0

    def test_the_box_channel_marks_the_outside_and_corners_belong_to_the_box(self):
        channel = np.zeros((20, 24), np.float32)
        prompts.draw_outside_box(channel, 3, 5, 9, 11)
        assert channel.sum() == 20 * 24 - 7 * 7
        assert channel[5, 3] == 0 and channel[11, 9] == 0 and channel[4, 3] == 1

    def test_a_box_outside_the_crop_leaves_everything_outside(self):
        channel = np.zeros((20, 24), np.float32)
        prompts.draw_outside_box(channel, 30, 5, 40, 11)
        assert channel.all()

    def test_a_scribble_is_connected(self):
        channel = np.zeros((40, 40), np.float32)
        prompts.draw_scribble(channel, [(3, 4), (30, 18), (12, 35)])
        assert channel[4, 3] and channel[18, 30] and channel[35, 12]
        assert len(prompts.error_components(np.zeros((40, 40), bool), channel > 0)) == 1

    def test_the_next_click_is_the_deepest_point_of_the_largest_error(self):
        truth = np.zeros((30, 40), bool)
        truth[5:16, 10:31] = True
        predicted = np.zeros_like(truth)
        predicted[25:28, 2:5] = True
        x, y, positive = prompts.best_next_click(predicted, truth, [])
        assert positive and y == 10 and 15 <= x <= 25
        assert prompts.best_next_click(truth, truth, []) is None


class TestSampler:
    def test_equal_seeds_give_equal_examples(self, volumes):
        digests = []
        for seed in (7, 7, 8):
            x, y = Sampler(*volumes, seed).batch(12, 64)
            digests.append(hashlib.sha256(x.tobytes() + y.tobytes()).hexdigest())
        assert digests[0] == digests[1] != digests[2]

    def test_examples_are_valid_network_inputs(self, volumes):
        x, y = Sampler(*volumes, 1).batch(40, 64)
        assert x.shape == (40, 7, 64, 64) and x.dtype == np.float32 and y.dtype == bool
        assert np.isfinite(x).all() and x.min() >= 0 and x.max() <= 1
        for channel in (1, 2, 3, 6):
            assert set(np.unique(x[:, channel])) <= {0, 1}

    def test_prompts_of_the_first_pass_agree_with_the_target(self, volumes):
        sampler = Sampler(*volumes, 2)
        for _ in range(40):
            pair = sampler.pair("scene", 64)
            x = sampler.first_prompts(pair, use_neighbour=False)
            if x[1].any() and pair.target.any():
                assert (x[1].astype(bool) & pair.target).any()

    def test_a_vanished_structure_leaves_only_its_neighbour(self, volumes):
        sampler = Sampler(*volumes, 4)
        gone = 0
        for _ in range(30):
            pair = sampler.pair("scene", 64, vanished=True)
            if not pair.target.any() and pair.neighbour_target.sum() >= 8:
                x = sampler.first_prompts(pair, use_neighbour=True)
                assert x[6].any() and not x[1:5].any()
                gone += 1
        assert gone > 10


    def test_every_kind_of_example_can_be_drawn(self, volumes):
        sampler = Sampler(*volumes, 9)
        for kind in sampler.pools:
            pair = sampler.pair(kind, 64)
            assert pair.target.any() and pair.image.shape == pair.target.shape == (64, 64)

    def test_volumes_without_any_usable_structure_are_an_error_not_an_endless_search(self, volumes):
        empty = sources.LabelVolume("empty", np.zeros((3, 40, 50), np.uint8), np.zeros((3, 40, 50), np.int16))
        with pytest.raises(ValueError, match="no usable structure"):
            Sampler(volumes[0], [empty], volumes[2], 1).pair("pseudo", 64)

    def test_a_first_box_comes_with_its_ellipse(self, volumes):
        sampler = Sampler(*volumes, 3)
        channels = np.zeros((7, 64, 64), np.float32)
        target = np.zeros((64, 64), bool)
        target[20:35, 12:50] = True
        sampler._first_box(target, channels)
        inside = channels[3] == 0
        assert channels[4][inside].max() == np.float32(0.7) and not channels[4][~inside].any()


class TestLesions:
    def test_a_lesion_changes_the_image_under_its_mask_only_and_not_at_its_rim_abruptly(self):
        rng = np.random.default_rng(5)
        ground = rng.random((96, 96), np.float32) * 0.1 + 0.4
        here, there, mask, beside = lesions.lesion_pair(rng, (ground, ground), (ground * 0, ground * 0), 1, False)
        assert mask.any() and beside.any() and 0.4 < (mask & beside).sum() / (mask | beside).sum() < 1
        far = prompts.depth(~mask) > 8
        np.testing.assert_allclose(here[far], ground[far], atol=1e-6)

    def test_a_vanished_lesion_is_only_in_the_neighbour(self):
        rng = np.random.default_rng(6)
        ground = np.full((96, 96), 0.5, np.float32)
        here, there, mask, beside = lesions.lesion_pair(rng, (ground, ground), (ground * 0, ground * 0), 2, True)
        assert not mask.any() and beside.any()
        np.testing.assert_array_equal(here, ground)


class TestPseudo:
    def test_regions_end_at_edges_and_specks_are_no_regions(self):
        image = np.full((1, 60, 80), 0.2, np.float32)
        image[0, 10:40, 15:50] = 0.7
        image[0, 50:52, 60:62] = 1
        labels = pseudo.regions(image, 1.0, 0.03, np.inf)[0]
        bright = labels[25, 30]
        assert bright > 0 and labels[5, 70] == 0  # the largest region is the background
        assert abs((labels == bright).sum() - 30 * 35) < 0.12 * 30 * 35

    def test_touching_regions_of_equal_mean_are_joined(self):
        labels = np.array([[[1, 1, 2, 2, 3, 3]] * 40])
        image = np.array([[[0.5, 0.5, 0.51, 0.51, 0.9, 0.9]] * 40])
        joined = pseudo.merge(labels, image, 0.05, False)
        assert joined[0, 0, 0] == joined[0, 0, 2] != joined[0, 0, 4]


class TestAlignment:
    @staticmethod
    def scene(right, down):
        ys, xs = np.mgrid[:96, :96].astype(np.float32)
        xs, ys = xs - right, ys - down
        organ = 1 / (1 + np.exp((np.hypot((xs - 45) / 24, (ys - 52) / 16) - 1) * 12))
        return (0.3 + 0.05 * np.sin(xs / 9) + 0.4 * organ).astype(np.float32)

    def test_a_moved_structure_is_found_again(self):
        mask = self.scene(0, 0) > 0.5
        _, moved = align.align(self.scene(5, -3), self.scene(0, 0), mask)
        truth = self.scene(5, -3) > 0.5
        assert evaluate.dice(moved, truth) > 0.97 > 0.9 > evaluate.dice(mask, truth)

    def test_equal_slices_do_not_move(self):
        dx, dy = align.displacement(self.scene(1, 2), self.scene(1, 2))
        assert np.abs(dx).max() < 1e-4 and np.abs(dy).max() < 1e-4


class TestFeed:
    def test_a_round_shows_the_same_targets_with_more_prompts_until_it_ends(self, volumes):
        passes = feed.local_feed(Sampler(*volumes, 11), 4, (64,))
        before = None
        for _ in range(25):
            given = next(passes)
            if given.number:
                assert before is not None and (given.target == before[1]).all()
                assert given.x[:, 1:3].sum() >= before[0]
            before = given.x[:, 1:3].sum(), given.target.copy()
            given.answer(np.where(given.target, 0.4, 0.3).astype(np.float32))

    def test_examples_made_ahead_are_those_made_when_they_are_needed(self, volumes):
        late, early = (feed.Rounds(Sampler(*volumes, 7), 3, (32, 64)) for _ in range(2))
        last, rng = None, np.random.default_rng(1)
        for _ in range(12):
            for _ in range(int(rng.integers(6))):
                early.prepare()
            (x, target, number), (same_x, same_target, same_number) = late.advance(last), early.advance(last)
            assert number == same_number
            np.testing.assert_array_equal(x, same_x)
            np.testing.assert_array_equal(target, same_target)
            last = (target * 0.6).astype(np.float32)

    def test_workers_give_the_same_passes_as_this_process(self, volumes, tmp_path):
        cache = TestFeed.small_cache(tmp_path, volumes)
        local = feed.local_feed(feed.make_sampler(cache, 5), 3, (64,))
        distant = feed.worker_feed(cache, 5, 3, (64,), 1)
        for _ in range(6):
            here, there = next(local), next(distant)
            assert here.number == there.number
            np.testing.assert_array_equal(here.x, there.x)
            values = (here.target * 0.6).astype(np.float32)
            here.answer(values)
            there.answer(values)
        distant.close()

    def test_a_bundle_holds_the_real_cases_as_they_are_and_nothing_that_can_be_made_again(self, volumes, tmp_path):
        cache, there = TestFeed.small_cache(tmp_path, volumes), tmp_path / "there"
        assert bundle.bundle(cache, tmp_path / "data.tar.xz") == 1
        with tarfile.open(tmp_path / "data.tar.xz") as archive:
            assert archive.getnames() == ["cache/real/a.npz"]
            archive.extractall(there)
        (here,), (moved,) = sources.load_real(cache), sources.load_real(there / "cache")
        np.testing.assert_array_equal(moved.image, here.image)
        np.testing.assert_array_equal(moved.labels, here.labels)
        assert (moved.name, moved.axes, moved.hounsfield) == (here.name, here.axes, here.hounsfield)

    @staticmethod
    def small_cache(folder, volumes):
        real, regions, scenes = volumes
        for name in ("real", "pseudo", "scenes", "templates"):
            (folder / name).mkdir()
        image = {"image": real[0].image, "hounsfield": False, "axes": (0,)}
        np.savez_compressed(folder / "real" / "a.npz", labels=real[0].labels, **image)
        np.savez_compressed(folder / "pseudo" / "a.npz", scale0=regions[0].labels)
        np.savez_compressed(folder / "scenes" / "0.npz", labels=scenes[0].labels, kind="organs")
        return folder

    def test_training_by_steps_is_repeatable_and_resumes_from_a_small_checkpoint(self, volumes, tmp_path):
        cache = TestFeed.small_cache(tmp_path, volumes)
        given = dict(
            cache=str(cache), minutes=0.0, steps=2, sizes=(32,), batch=2, rate=1e-3, decay=True, seed=3,
            processes=1, bf16=False, start=None, device="cpu", workers=0, widths=WIDTHS,
        )
        states = []
        for run in ("one", "two"):
            train.train(train.Options(out=str(tmp_path / run), resume=False, **given))
            states.append(torch.load(tmp_path / run / "checkpoint-0.pt"))
        assert all(torch.equal(states[0]["net"][k], states[1]["net"][k]) for k in states[0]["net"])
        assert (tmp_path / "one" / "checkpoint-0.pt").stat().st_size <= 16e6
        train.train(train.Options(out=str(tmp_path / "one"), resume=True, **given))
        assert torch.load(tmp_path / "one" / "checkpoint-0.pt")["step"] == 4
        with pytest.raises(ValueError, match="widths"):
            train.train(train.Options(out=str(tmp_path / "one"), resume=True, **given | {"widths": WIDER}))

    def test_a_network_of_other_widths_is_exported_with_them(self, volumes, tmp_path):
        cache, out = TestFeed.small_cache(tmp_path, volumes), tmp_path / "out"
        train.train(
            train.Options(
                cache=str(cache), out=str(out), minutes=0.0, steps=1, sizes=(32,), batch=2, rate=1e-3, decay=False,
                seed=3, processes=1, resume=False, bf16=False, start=None, device="cpu", workers=0, widths=WIDER,
            )
        )
        net = export.load_average(out / "checkpoint-0.pt")
        assert net.widths == WIDER
        export.export(net, tmp_path / "net.onnx", half=True)
        inputs = np.random.default_rng(1).random((2, 7, 64, 64), np.float32)
        difference, _ = export.compare(net, tmp_path / "net.onnx", inputs)
        assert difference < 5e-3


class TestWarmStart:
    def test_an_exported_network_computes_the_same_after_it_is_loaded(self, tmp_path):
        torch.manual_seed(4)
        before = SeedNet()
        before.train()(torch.rand(4, 7, 64, 64))  # batch norms get statistics
        file = tmp_path / "net.onnx"
        export.export(before.eval(), file, half=False)
        after = SeedNet()
        inputs = np.random.default_rng(1).random((4, 7, 64, 64), np.float32)
        assert warmstart.start_from(after, file, inputs) > 45
        with torch.no_grad():
            expected, actual = (net.eval()(torch.from_numpy(inputs)) for net in (before, after))
        np.testing.assert_allclose(actual[0], expected[0], atol=1e-3)
        np.testing.assert_allclose(actual[1], expected[1], atol=1e-3)


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    torch.manual_seed(4)
    net = SeedNet()
    net.train()(torch.rand(4, 7, 64, 64))  # batch norms get statistics
    file = tmp_path_factory.mktemp("choose") / "net.onnx"
    export.export(net.eval(), file, half=True)
    return file


@pytest.fixture(scope="module")
def examples(exported, volumes):
    sampler, session = Sampler(*volumes, 6), choose.with_features(exported)
    drawn = [choose.draw(np.random.default_rng(n), sampler, session) for n in range(12)]
    return [example for example in drawn if example is not None]


class TestChoose:
    def test_an_example_has_features_and_dice_for_every_window(self, examples):
        assert len(examples) > 6
        for example in examples:
            assert 2 <= len(example.dice) <= len(infer.FIRST_LOOK_SCALES)
            assert example.features.shape == (len(example.dice), 2 * WIDTHS[2] + WIDTHS[-1] + 2)
            assert np.isfinite(example.features).all() and (0 <= example.dice).all() and (example.dice <= 1).all()

    def test_the_third_judgement_is_what_was_learned_and_the_rest_stays_bit_by_bit(self, exported, examples, tmp_path):
        chooser = choose.learn(examples, 1)
        model = onnx.load(str(exported))
        choose.graft(model, chooser.folded())
        chosen = tmp_path / "chosen.onnx"
        onnx.save(model, str(chosen))
        inputs = np.random.default_rng(2).random((3, 7, 64, 64), np.float32)
        before, after = (infer.onnx_network(str(file))(inputs) for file in (exported, chosen))
        np.testing.assert_array_equal(before[0], after[0])
        np.testing.assert_array_equal(before[1], after[1][:, :2])
        features = choose.with_features(exported).run([choose.FEATURES], {"input": inputs})[0][:, :, 0, 0]
        with torch.no_grad():
            expected = chooser(torch.from_numpy(features)).numpy()
        assert after[1].shape == (3, 3)
        np.testing.assert_allclose(after[1][:, 2], expected, atol=1e-5)
        choose.graft(model, [np.zeros_like(w) for w in chooser.folded()])
        onnx.save(model, str(chosen))
        again = infer.onnx_network(str(chosen))(inputs)
        np.testing.assert_array_equal(after[1][:, :2], again[1][:, :2])
        np.testing.assert_array_equal(again[1][:, 2], 0.5)

    def test_what_can_be_told_from_the_features_is_learned(self):
        rng = np.random.default_rng(5)
        examples = []
        for _ in range(400):
            features = rng.normal(3, 2, (5, 6)).astype(np.float16)
            examples.append(choose.Example(features, (features[:, 1] > 3).astype(np.float32)))
        chooser = choose.learn(examples, 1)
        with torch.no_grad():
            expected = chooser(torch.from_numpy(examples[0].features.astype(np.float32))).numpy()
        assert expected[examples[0].dice == 1].min() > expected[examples[0].dice == 0].max()

    def test_a_network_with_a_third_judgement_can_be_trained_on(self, exported, examples, tmp_path):
        model = onnx.load(str(exported))
        choose.graft(model, choose.learn(examples, 1).folded())
        onnx.save(model, str(tmp_path / "chosen.onnx"))
        inputs = np.random.default_rng(1).random((4, 7, 64, 64), np.float32)
        loaded = [warmstart.start_from(SeedNet(), file, inputs) for file in (exported, tmp_path / "chosen.onnx")]
        assert loaded[0] == loaded[1]


class TestSynth:
    def test_scenes_depend_on_the_seed_only(self):
        first, again, other = (synth.make_labels(s, (8, 40, 48)) for s in (5, 5, 6))
        assert first[0] == again[0]
        np.testing.assert_array_equal(first[1], again[1])
        assert not np.array_equal(first[1], other[1])

    def test_kinds_all_occur_and_have_structures(self):
        kinds = set()
        for seed in range(25):
            kind, labels = synth.make_labels(seed, (6, 32, 40))
            kinds.add(kind)
            assert labels.dtype == np.uint8 and len(np.unique(labels)) >= 2
        assert kinds == set(synth.KINDS)


class TestSources:
    def test_no_validation_case_is_trained_on(self):
        assert not set(evaluate.VALIDATION_CASES) & set(sources.LABELLED_FOR_TRAINING)

    def test_a_missing_training_case_is_an_error(self, tmp_path):
        (tmp_path / "train").mkdir()
        with pytest.raises(FileNotFoundError, match="ct-abdomen-ts-sm"):
            sources.training_cases(tmp_path)

    def test_hounsfield_units_are_kept(self):
        image = np.array([[-1000.0, 40.0, 5000.0]])
        stored, hounsfield = sources.to_stored_units(image, is_ct=True)
        assert hounsfield and stored.tolist() == [[-1000, 40, 3071]]


class TestModel:
    def test_output_has_the_size_of_the_input(self):
        net = SeedNet().eval()
        with torch.no_grad():
            logits, judged = net(torch.rand(2, 7, 64, 96))
        assert logits.shape == (2, 1, 64, 96) and judged.shape == (2, 2)

    def test_training_mode_adds_coarse_logits(self):
        logits, judged, quarter = SeedNet().train()(torch.rand(2, 7, 64, 64))
        assert logits.shape == (2, 1, 64, 64) and judged.shape == (2, 2) and quarter.shape == (2, 1, 16, 16)

    def test_absent_prompts_have_no_difference_channel(self):
        x = torch.rand(1, 7, 32, 32)
        x[:, 1:] = 0
        assert not SeedNet.differences(x).any()


class TestPolicy:
    @staticmethod
    def disk_network(inputs):
        """Stands in for the model: everything near a positive click, or the previous mask."""
        return np.maximum(inputs[:, 1:2], inputs[:, 4:5]), np.ones((len(inputs), 2))

    def test_window_round_contains_mask_and_prompts(self):
        mask = np.zeros((HEIGHT, WIDTH), bool)
        mask[10:13, 20:31] = True
        window = infer.window_round(mask.shape, mask, [infer.Point(40, 11, False)], 1.6)
        assert (window.cx, window.cy) == (30, 11)
        assert window.size == pytest.approx(21 * 1.6)

    def test_a_first_click_yields_a_mask_at_the_click(self):
        view = infer.SliceView(ramp(), [infer.Point(12, 25, True)])
        probability = infer.segment(self.disk_network, view, None)
        rows, columns = np.nonzero(probability > 0.4 * probability.max())
        assert rows.mean() == pytest.approx(25, abs=0.6) and columns.mean() == pytest.approx(12, abs=0.6)

    def test_first_looks_weigh_by_their_choice_not_their_fit(self):
        calls = []

        def network(inputs):
            calls.append(len(inputs))
            found = np.zeros((len(inputs), 1, 128, 128), np.float32)
            found[1] = 0.8
            judged = np.tile(np.array([0.9, 1.0, 0.1], np.float32), (len(inputs), 1))
            judged[1] = 0.2, 0.5, 0.9
            return found, judged

        seen = infer.first_look(network, infer.SliceView(np.zeros((90, 140), np.float32), [infer.Point(60, 40, True)]))
        assert calls == [5]  # 140 pixels: the whole slice, .5, .35, .25, .18
        weight = 1 / (1 + 4 * np.exp(-7 * 0.8))
        assert seen.probability[40, 60] == pytest.approx(0.8 * weight, rel=1e-4)
        assert seen.fit == pytest.approx(0.9 - 0.7 * weight, rel=1e-4)

    def test_propagation_stops_when_nothing_is_left(self):
        mask = np.zeros((HEIGHT, WIDTH), bool)
        mask[10:20, 20:31] = True
        images = np.zeros((5, HEIGHT, WIDTH), np.float32)
        masks = infer.propagate(lambda x: (np.zeros_like(x[:, :1]), np.ones((len(x), 2))), images, 2, mask, 0, 4)
        assert list(masks) == [2]

    def test_propagation_stops_where_the_network_is_less_sure_than_at_first(self):
        mask = np.zeros((HEIGHT, WIDTH), bool)
        mask[10:20, 20:31] = True
        images = np.zeros((7, HEIGHT, WIDTH), np.float32)
        images[5:, 4:7, 15:19] = 1  # beside the mask, so that only the judgement can tell

        def network(x):
            presence = np.where(x[:, 0].max((1, 2)) > 0.5, 0.6, 0.9)
            return x[:, 6:7], np.stack([presence, presence], 1)

        assert sorted(infer.propagate(network, images, 2, mask, 0, 6)) == [0, 1, 2, 3, 4]

    def test_propagation_goes_to_both_ends_while_something_is_left(self):
        mask = np.zeros((HEIGHT, WIDTH), bool)
        mask[10:20, 20:31] = True
        images = np.zeros((5, HEIGHT, WIDTH), np.float32)
        masks = infer.propagate(lambda x: (x[:, 6:7], np.ones((len(x), 2))), images, 2, mask, 0, 4)
        assert sorted(masks) == [0, 1, 2, 3, 4]
        for carried in masks.values():
            assert evaluate.dice(carried, mask) > 0.9
